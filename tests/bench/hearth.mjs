import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { descendant } from './processes.mjs';

const start = fileURLToPath(new URL('../../packages/launcher/bin/start.mjs', import.meta.url));
const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** A whole Hearth as `npm start` runs it, with ports and folders of its own; `stop` removes all of it. */
export async function startHearth() {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-bench-'));
  chmodSync(folder, 0o755);
  const [port, consolePort] = [await freePort(), await freePort()];
  const dotHearth = join(folder, 'dot-hearth');
  const env = {
    ...process.env,
    HEARTH_HOME: join(folder, 'home'),
    HEARTH_DOT_HEARTH: dotHearth,
    HEARTH_LISTEN: `127.0.0.1:${port}`,
    HEARTH_CONSOLE_LISTEN: `127.0.0.1:${consolePort}`,
  };
  const child = spawn(process.execPath, [start], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const said = [];
  child.stdout.on('data', (chunk) => said.push(String(chunk)));
  await ready(child, port, said);
  const credentials = keys(readFileSync(join(dotHearth, 'credentials'), 'utf8'));
  const options = { endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials };
  const iam = new IAMClient(options);
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'bench', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  await iam.send(
    new AttachRolePolicyCommand({
      RoleName: 'bench',
      PolicyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    }),
  );
  return {
    port,
    region: options.region,
    credentials,
    lambda: new LambdaClient(options),
    cloudwatch: new CloudWatchClient(options),
    roleArn: Role.Arn,
    apiPid: () => descendant(child.pid, 'apps/api/dist/main.js'),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ready(child, port, said) {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`npm start failed:\n${said.join('')}`);
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(250);
  }
}

function keys(file) {
  const value = (name) => new RegExp(`^${name} *= *(\\S+)`, 'm').exec(file)?.[1];
  return { accessKeyId: value('aws_access_key_id'), secretAccessKey: value('aws_secret_access_key') };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
