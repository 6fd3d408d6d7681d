import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { type RunningHearth, startHearth } from '../kit/hearth.js';
import { zipOf } from '../kit/zip-of.js';
import { AwsCli } from './aws-cli.js';

const minutes = 60_000;
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const source = (greeting: string) => `
let calls = 0;
export const handler = async (event) => {
  console.log('calls before:', calls);
  if (event.waitMilliseconds) await new Promise((resolve) => setTimeout(resolve, event.waitMilliseconds));
  return { greeting: \`${greeting}, \${event.name}\`, calls: ++calls };
};`;

describe('the main job with the unmodified AWS CLI', () => {
  let hearth: RunningHearth;
  let aws: AwsCli;
  let folder: string;
  let roleArn: string;

  const file = (name: string) => join(folder, name);
  const answered = async () => JSON.parse(await readFile(file('out.json'), 'utf8'));
  const zip = async (greeting: string) => {
    await writeFile(file('function.zip'), await zipOf({ 'index.mjs': source(greeting) }));
    return `fileb://${file('function.zip')}`;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hearth-cli-'));
    hearth = await startHearth();
    aws = await AwsCli.of(hearth);
    const { Role } = await aws.call('iam', 'create-role', '--role-name', 'greeter', '--assume-role-policy-document', trust);
    roleArn = Role.Arn;
    await aws.call(
      'iam',
      'attach-role-policy',
      '--role-name',
      'greeter',
      '--policy-arn',
      'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    );
    const created = await aws.call(
      'lambda',
      'create-function',
      '--function-name',
      'greet',
      '--runtime',
      'nodejs24.x',
      '--handler',
      'index.handler',
      '--role',
      roleArn,
      '--timeout',
      '20',
      '--memory-size',
      '512',
      '--zip-file',
      await zip('Hello'),
    );
    expect(created).toMatchObject({ State: 'Pending', StateReasonCode: 'Creating', Version: '$LATEST' });
    await aws.call('lambda', 'wait', 'function-active-v2', '--function-name', 'greet');
  }, 5 * minutes);

  afterAll(async () => {
    await hearth?.stop();
    await rm(folder, { recursive: true, force: true });
  }, minutes);

  it(
    'knows who signs, and the role a function runs as',
    async () => {
      expect(await aws.call('sts', 'get-caller-identity')).toMatchObject({
        Account: hearth.accountId,
        Arn: `arn:aws:iam::${hearth.accountId}:user/admin`,
      });
      const { Role } = await aws.call('iam', 'get-role', '--role-name', 'greeter');
      expect(Role).toMatchObject({ Arn: roleArn, AssumeRolePolicyDocument: JSON.parse(trust) });
    },
    minutes,
  );

  it(
    'invokes with a log tail from START to REPORT, and reuses the environment while it is warm',
    async () => {
      const first = await aws.invoke('greet', { name: 'you' }, file('out.json'), '--log-type', 'Tail');
      expect(first).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
      const { greeting, calls } = await answered();
      expect(greeting).toBe('Hello, you');
      const log = Buffer.from(first.LogResult, 'base64').toString();
      expect(log).toMatch(/^START RequestId: \S+ Version: \$LATEST\n/);
      expect(log).toContain(`INFO\tcalls before: ${calls - 1}\n`);
      expect(log).toMatch(
        /\nEND RequestId: \S+\nREPORT RequestId: \S+\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 512 MB\tMax Memory Used: \d+ MB\t/,
      );
      await aws.invoke('greet', { name: 'you' }, file('out.json'));
      expect((await answered()).calls).toBe(calls + 1);
    },
    minutes,
  );

  it(
    'keeps a published version and its alias as they were while the code moves on',
    async () => {
      const { Version } = await aws.call('lambda', 'publish-version', '--function-name', 'greet');
      await aws.call('lambda', 'create-alias', '--function-name', 'greet', '--name', 'live', '--function-version', Version);
      const updated = await aws.call(
        'lambda',
        'update-function-code',
        '--function-name',
        'greet',
        '--zip-file',
        await zip('Goodbye'),
      );
      expect(updated.LastUpdateStatus).toBe('InProgress');
      await aws.call('lambda', 'wait', 'function-updated-v2', '--function-name', 'greet');
      expect(await aws.invoke('greet', { name: 'you' }, file('out.json'), '--qualifier', 'live')).toMatchObject({
        ExecutedVersion: Version,
      });
      expect((await answered()).greeting).toBe('Hello, you');
      await aws.invoke('greet', { name: 'you' }, file('out.json'));
      expect((await answered()).greeting).toBe('Goodbye, you');
    },
    minutes,
  );

  it(
    'lists the function, and gives back exactly the package that was deployed',
    async () => {
      const { Functions } = await aws.call('lambda', 'list-functions');
      expect(Functions.map(({ FunctionName }: { FunctionName: string }) => FunctionName)).toEqual(['greet']);
      const { Code } = await aws.call('lambda', 'get-function', '--function-name', 'greet');
      const downloaded = Buffer.from(await (await fetch(Code.Location)).arrayBuffer());
      expect(downloaded.equals(await readFile(file('function.zip')))).toBe(true);
    },
    minutes,
  );

  it(
    'answers 5xx within 2 s (×10 slack) when the worker is killed under an invocation, and runs again on the next worker',
    async () => {
      const invocation = aws
        .invoke('greet', { name: 'you', waitMilliseconds: 15_000 }, file('out.json'))
        .catch((error) => String(error.stderr));
      await sleep(3_000);
      await hearth.killWorker();
      const killedAt = Date.now();
      expect(await invocation).toContain('ServiceException');
      expect(Date.now() - killedAt).toBeLessThan(20_000);
      await hearth.startWorker();
      expect(await aws.invoke('greet', { name: 'you' }, file('out.json'))).toMatchObject({ StatusCode: 200 });
    },
    2 * minutes,
  );

  it(
    'runs an event whose worker was killed under it once a worker is there again',
    async () => {
      const before = await invocationsSoFar();
      expect(
        await aws.invoke('greet', { name: 'event', waitMilliseconds: 5_000 }, file('out.json'), '--invocation-type', 'Event'),
      ).toMatchObject({ StatusCode: 202 });
      await sleep(2_000);
      await hearth.killWorker();
      await hearth.startWorker();
      while ((await invocationsSoFar()) <= before) await sleep(500);
    },
    2 * minutes,
  );

  it(
    'refuses a wrong secret, an unknown key and no signature as AWS does',
    async () => {
      const asked = (env: Record<string, string>) => aws.with(env).refusal('lambda', 'list-functions');
      expect(await asked({ AWS_SECRET_ACCESS_KEY: 'wrong' })).toContain('The request signature we calculated does not match');
      expect(await asked({ AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' })).toContain(
        'The security token included in the request is invalid',
      );
      const unsigned = await fetch(`${hearth.apiUrl}/2015-03-31/functions`);
      expect([unsigned.status, await unsigned.json()]).toEqual([403, { message: 'Missing Authentication Token' }]);
    },
    minutes,
  );

  it(
    'deletes the function and forgets it',
    async () => {
      await aws.call('lambda', 'delete-function', '--function-name', 'greet');
      expect(await aws.refusal('lambda', 'get-function', '--function-name', 'greet')).toMatch(
        /\(ResourceNotFoundException\) when calling the GetFunction operation.*: Function not found: arn:aws:lambda:/,
      );
    },
    minutes,
  );

  async function invocationsSoFar(): Promise<number> {
    const hour = 3_600_000;
    const MetricStat = {
      Metric: { Namespace: 'AWS/Lambda', MetricName: 'Invocations', Dimensions: [{ Name: 'FunctionName', Value: 'greet' }] },
      Period: 3600,
      Stat: 'Sum',
    };
    const { MetricDataResults } = await new CloudWatchClient(hearth.clientSettings).send(
      new GetMetricDataCommand({
        StartTime: new Date(Date.now() - hour),
        EndTime: new Date(Date.now() + hour),
        MetricDataQueries: [{ Id: 'm', MetricStat }],
      }),
    );
    return (MetricDataResults?.[0]?.Values ?? []).reduce((sum, value) => sum + value, 0);
  }
});
