import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  DeleteFunctionCommand,
  GetFunctionCommand,
  LambdaClient,
  ListFunctionsCommand,
  TagResourceCommand,
} from '@aws-sdk/client-lambda';
import { Installation, type StartProcess } from './start-process.js';

const run = promisify(execFile);
// A start builds what has changed; the first on a machine fetches a Node.js runtime.
const minutes = 60_000;

describe('npm start', () => {
  let installation: Installation;
  let running: StartProcess;
  let password: string;

  // One installation lives through all of these, in this order.
  beforeAll(async () => {
    installation = await Installation.make();
  });

  afterAll(() => installation.remove(), 2 * minutes);

  function lambda(): LambdaClient {
    const { accessKeyId, secretAccessKey } = JSON.parse(readFileSync(join(installation.dotHearth, 'account.json'), 'utf8'));
    return new LambdaClient({
      endpoint: installation.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId, secretAccessKey },
    });
  }

  async function startAgain(): Promise<string> {
    running = installation.start();
    return running.ready();
  }

  it(
    'names who has its port and how to choose another, and leaves nothing behind',
    async () => {
      const other = createServer().listen(installation.port, '127.0.0.1');
      const start = installation.start();
      const code = await start.ended;
      other.close();
      expect(code).toBe(1);
      expect(start.said).toContain(`Port ${installation.port} on 127.0.0.1 is in use by`);
      expect(start.said).toContain(`(pid ${process.pid})`);
      expect(start.said).toContain('HEARTH_LISTEN=');
      await installation.nothingLeft(0);
    },
    5 * minutes,
  );

  it(
    'says which Postgres cannot be reached, without its password',
    async () => {
      const start = installation.start({ DATABASE_URL: 'postgresql://hearth:the-password@127.0.0.1:1/hearth' });
      expect(await start.ended).toBe(1);
      expect(start.said).toContain('database hearth of hearth at 127.0.0.1:1, which cannot be reached');
      expect(start.said).not.toContain('the-password');
    },
    5 * minutes,
  );

  it(
    'shows every step, then where everything is, and an invoke line that works when pasted',
    async () => {
      const said = await startAgain();
      for (let step = 1; step <= 9; step++) expect(said).toMatch(new RegExp(`\\[${step}/9\\] .* ✓`));
      expect(said).toContain(`Endpoint     ${installation.endpoint}`);
      expect(said).toContain(`Console      http://127.0.0.1:${installation.consolePort}`);
      password = /Sign in {6}account \d{12}, user admin, password (\S+)/.exec(said)![1]!;
      expect(said).toContain(`Credentials  ${installation.dotHearth}/credentials`);
      expect(said.includes('! Development mode')).toBe(process.getuid!() !== 0);
      expect((await fetch(`${installation.endpoint}/health`)).status).toBe(200);
      expect((await fetch(`http://127.0.0.1:${installation.consolePort}/api/health`)).status).toBe(200);
      const [line] = said.match(/AWS_\S+ .*aws lambda invoke .*/)!;
      const { stdout } = await run('sh', ['-c', line], { env: { PATH: process.env.PATH, HOME: installation.folder } });
      expect(stdout).toContain('Hello, you!');
      expect(stdout).toContain('"StatusCode": 200');
    },
    5 * minutes,
  );

  it(
    'starts once: a second time names the process that runs',
    async () => {
      const second = installation.start();
      expect(await second.ended).toBe(1);
      expect(second.said).toContain(`process ${running.pid}, endpoint ${installation.endpoint}`);
      expect((await fetch(`${installation.endpoint}/health`)).status).toBe(200);
    },
    minutes,
  );

  it(
    'runs each process without rights that it does not need, as a user of its own when started as root',
    () => {
      const asRoot = process.getuid!() === 0;
      const processes = installation.processes().map(userOf);
      const others = processes.filter(({ uid }) => !asRoot || uid !== 0);
      for (const { capabilities } of others) expect(capabilities).toMatch(/^0+$/);
      expect(new Set(others.map(({ uid }) => uid)).size).toBe(asRoot ? 4 : 1);
    },
    minutes,
  );

  it(
    'ends everything on Ctrl-C, and finds all data the next time',
    async () => {
      const { Configuration } = await lambda().send(new GetFunctionCommand({ FunctionName: 'hello' }));
      await lambda().send(new TagResourceCommand({ Resource: Configuration!.FunctionArn!, Tags: { kept: 'yes' } }));
      running.send('SIGINT');
      expect(await running.ended).toBe(0);
      await installation.nothingLeft(0);

      expect(await startAgain()).toContain(`password ${password}`);
      const { Tags } = await lambda().send(new GetFunctionCommand({ FunctionName: 'hello' }));
      expect(Tags).toEqual({ kept: 'yes' });
    },
    5 * minutes,
  );

  it(
    'leaves nothing running when it is killed itself, and finds all data after everything was killed',
    async () => {
      running.send('SIGKILL');
      await installation.nothingLeft(60_000);

      await startAgain();
      for (const pid of [running.pid, ...installation.processes()]) killHard(pid);
      await running.ended;

      await startAgain();
      const { Tags } = await lambda().send(new GetFunctionCommand({ FunctionName: 'hello' }));
      expect(Tags).toEqual({ kept: 'yes' });
    },
    5 * minutes,
  );

  it(
    'does not bring back an example function that was deleted',
    async () => {
      await lambda().send(new DeleteFunctionCommand({ FunctionName: 'hello' }));
      running.send('SIGTERM');
      expect(await running.ended).toBe(0);
      expect(await startAgain()).not.toContain('lambda invoke');
      expect((await lambda().send(new ListFunctionsCommand({}))).Functions).toEqual([]);
      running.send('SIGINT');
      expect(await running.ended).toBe(0);
      await installation.nothingLeft(0);
    },
    5 * minutes,
  );
});

function userOf(pid: number): { uid: number; capabilities: string } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return { uid: Number(/^Uid:\s+(\d+)/m.exec(status)![1]), capabilities: /^CapEff:\s+(\S+)/m.exec(status)![1]! };
}

/** A process may end by itself once the one before it in the list is gone. */
function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
