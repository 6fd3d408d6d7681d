import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RunningHearth } from '../kit/hearth.js';

const run = promisify(execFile);

/** The unmodified AWS CLI with nothing but the endpoint and the credentials; no settings of the machine reach it. */
export class AwsCli {
  private constructor(
    private readonly endpoint: string,
    private readonly binaryFormat: readonly string[],
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** Version 2 must be told that payloads are given as text; version 1 knows no such option. */
  static async of({ apiUrl, clientSettings }: RunningHearth): Promise<AwsCli> {
    const { stdout } = await run('aws', ['--version']);
    const binaryFormat = stdout.startsWith('aws-cli/1') ? [] : ['--cli-binary-format', 'raw-in-base64-out'];
    return new AwsCli(apiUrl, binaryFormat, {
      PATH: process.env.PATH,
      HOME: '/nonexistent',
      AWS_ACCESS_KEY_ID: clientSettings.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: clientSettings.credentials.secretAccessKey,
      AWS_DEFAULT_REGION: clientSettings.region,
      AWS_MAX_ATTEMPTS: '1',
      AWS_PAGER: '',
    });
  }

  /** The same with other environment variables. */
  with(env: NodeJS.ProcessEnv): AwsCli {
    return new AwsCli(this.endpoint, this.binaryFormat, { ...this.env, ...env });
  }

  /** What the command answered, read as JSON; undefined when it printed nothing. Rejects with what it wrote to stderr. */
  // biome-ignore lint/suspicious/noExplicitAny: the answer of any command
  async call(...args: string[]): Promise<any> {
    const { stdout } = await run('aws', [...args, '--endpoint-url', this.endpoint, '--output', 'json'], { env: this.env });
    return stdout.trim() ? JSON.parse(stdout) : undefined;
  }

  async invoke(functionName: string, payload: unknown, outFile: string, ...more: string[]) {
    return this.call(
      'lambda',
      'invoke',
      '--function-name',
      functionName,
      '--payload',
      JSON.stringify(payload),
      ...this.binaryFormat,
      ...more,
      outFile,
    );
  }

  /** The error text of a command that is expected to fail. */
  async refusal(...args: string[]): Promise<string> {
    return this.call(...args).then(
      (answer) => {
        throw new Error(`expected a refusal, got ${JSON.stringify(answer)}`);
      },
      (error: { stderr?: string; message: string }) => error.stderr ?? error.message,
    );
  }
}
