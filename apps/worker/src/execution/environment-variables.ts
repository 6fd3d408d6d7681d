import { randomBytes } from 'node:crypto';
import type { ExecutableVersion } from '@hearth/lambda';
import type { TemporaryCredentials } from './role-credentials.js';
import { hearthPort, runtimeApiPort } from './runtime-process.js';

/** What makes an environment initialize: its first invocation, or somebody who wanted it ready before. */
export type InitializationType = 'on-demand' | 'provisioned-concurrency';

/** Everything a process in the environment is given: the user's variables, those of AWS, and the way to Hearth. */
export function environmentVariables(
  target: ExecutableVersion,
  credentials: TemporaryCredentials,
  logStream: string,
  initialization: InitializationType = 'on-demand',
): Record<string, string> {
  return {
    ...overridable(target),
    ...target.environment,
    ...reserved(target, credentials, logStream),
    AWS_LAMBDA_INITIALIZATION_TYPE: initialization,
  };
}

/** `YYYY/MM/DD/[version]` and 32 hexadecimal digits, one per environment. */
export function newLogStreamName(version: string, now: Date): string {
  const day = now.toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[${version}]${randomBytes(16).toString('hex')}`;
}

/** What AWS sets and lets the user's own variables replace (Lambda developer guide, defined runtime environment variables). */
function overridable({ runtime }: ExecutableVersion): Record<string, string> {
  return {
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    LD_LIBRARY_PATH: '/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib',
    ...searchPaths(runtime),
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${hearthPort}`,
  };
}

/** Where a language looks for modules, those of layers among them. */
function searchPaths(runtime: string): Record<string, string> {
  const [, language, version] = /^(nodejs|python|ruby)([\d.]+)/.exec(runtime) ?? [];
  switch (language) {
    case 'nodejs': {
      const major = parseInt(version!, 10);
      return {
        NODE_PATH: `/opt/nodejs/node${major}/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task`,
      };
    }
    case 'python':
      return { PYTHONPATH: '/var/runtime' };
    case 'ruby':
      return {
        GEM_HOME: '/var/runtime',
        GEM_PATH: `/var/task/vendor/bundle/ruby/${version}.0:/opt/ruby/gems/${version}.0:/var/runtime:/var/runtime/ruby/${version}.0`,
        RUBYLIB: '/var/task:/var/runtime/lib:/opt/ruby/lib',
      };
    default:
      return {};
  }
}

function reserved(target: ExecutableVersion, credentials: TemporaryCredentials, logStream: string): Record<string, string> {
  return {
    _HANDLER: target.handler,
    AWS_REGION: target.region,
    AWS_DEFAULT_REGION: target.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${target.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: target.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: target.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(target.memoryMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: target.logGroup,
    ...(target.applicationLogLevel && { AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: target.applicationLogLevel }),
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${runtimeApiPort}`,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    LAMBDA_TASK_ROOT: '/var/task',
    LAMBDA_RUNTIME_DIR: '/var/runtime',
  };
}
