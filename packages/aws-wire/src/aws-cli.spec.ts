import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as sts from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serveWire } from '../../../tests/kit/wire-server.js';
import { constraintsOf } from './constraints/constraints-of.js';
import { defineService } from './define-service.js';
import { createWire } from './wire.js';

/** Every AWS CLI of this machine, each version once. */
const commands = [
  ...new Set(
    (process.env.PATH ?? '')
      .split(delimiter)
      .map((folder) => join(folder, 'aws'))
      .filter(existsSync)
      .map((file) => realpathSync(file)),
  ),
];
const session = {
  accessKeyId: 'ASIACLI0000000000000',
  secretAccessKey: 'a secret of the command line',
  sessionToken: 'token/+=',
};
const principal = { accountId: '123456789012' };
const received: Record<string, unknown> = {};

const wire = createWire({
  services: [
    defineService<typeof lambda>({
      module: lambda,
      signingName: 'lambda',
      protocols: ['rest-json'],
      constraints: constraintsOf('lambda'),
      authorization: () => 'none',
      handlers: {
        Invoke: ({ Payload }) => ({ StatusCode: 200, ExecutedVersion: '$LATEST', Payload }),
        ListTags: (input) => {
          received.ListTags = input;
          return { Tags: { team: 'a' } };
        },
        GetFunction: () => {
          throw Object.assign(new Error('Function not found: f'), { code: 'ResourceNotFoundException' });
        },
      },
    }),
    defineService<typeof iam>({
      module: iam,
      signingName: 'iam',
      protocols: ['query'],
      constraints: constraintsOf('iam'),
      authorization: () => 'none',
      handlers: {
        CreateRole: ({ RoleName, Tags, AssumeRolePolicyDocument }) => ({
          Role: {
            RoleName,
            Path: '/',
            RoleId: 'AROA',
            Arn: `arn:aws:iam::123456789012:role/${RoleName}`,
            CreateDate: new Date('2026-11-21T05:15:00Z'),
            AssumeRolePolicyDocument: encodeURIComponent(AssumeRolePolicyDocument),
            Tags,
          },
        }),
      },
    }),
    defineService<typeof sts>({
      module: sts,
      signingName: 'sts',
      protocols: ['query'],
      authorization: () => 'none',
      handlers: { GetCallerIdentity: (_input, call) => ({ Account: call.accountId, Arn: 'arn', UserId: 'id' }) },
    }),
    defineService<typeof cloudwatch>({
      module: cloudwatch,
      signingName: 'monitoring',
      protocols: ['json-1.0', 'query', 'rpc-v2-cbor'],
      authorization: () => 'none',
      handlers: {
        GetMetricStatistics: ({ MetricName, StartTime }) => ({
          Label: MetricName,
          Datapoints: [{ Timestamp: StartTime, Sum: 2.5, Unit: 'Count' }],
        }),
      },
    }),
  ],
  accessKeys: { find: async () => ({ kind: 'found', credentials: { ...session, principal } }) },
  authorizer: { authorize: async () => ({ kind: 'allow' }) },
  onFault: ({ error }) => {
    throw error;
  },
});

const server = serveWire(wire);
let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'hearth-cli-'));
});
afterAll(async () => {
  await (await server).close();
  rmSync(home, { recursive: true, force: true });
});

test('there is a command line to try', () => {
  expect(commands.length).toBeGreaterThan(0);
});

describe.each(commands)('%s, unmodified', (command) => {
  const run = async (...args: readonly string[]) => {
    const { url } = await server;
    const env = {
      ...process.env,
      HOME: home,
      AWS_ACCESS_KEY_ID: session.accessKeyId,
      AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
      AWS_SESSION_TOKEN: session.sessionToken,
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
    };
    return promisify(execFile)(command, [...args, '--endpoint-url', url, '--output', 'json'], {
      env,
      cwd: home,
      timeout: 60_000,
    });
  };
  const json = async (...args: readonly string[]) => JSON.parse((await run(...args)).stdout);

  test('asks STS who it is, in Query', async () => {
    expect(await json('sts', 'get-caller-identity')).toEqual({ Account: '123456789012', Arn: 'arn', UserId: 'id' });
  });

  test('creates a role with tags, in Query', async () => {
    const policy = '{"Version": "2012-10-17", "Statement": []}';
    const { Role } = await json(
      ...['iam', 'create-role', '--role-name', 'r', '--assume-role-policy-document', policy],
      ...['--tags', 'Key=team,Value=a b+c', 'Key=other,Value='],
    );
    expect(Role).toMatchObject({
      Arn: 'arn:aws:iam::123456789012:role/r',
      AssumeRolePolicyDocument: JSON.parse(policy),
      Tags: [
        { Key: 'team', Value: 'a b+c' },
        { Key: 'other', Value: '' },
      ],
    });
    expect(new Date(Role.CreateDate)).toEqual(new Date('2026-11-21T05:15:00Z'));
  });

  test('invokes a function with a payload from a file', async () => {
    writeFileSync(join(home, 'event.json'), '{"a": 1}');
    const answer = await json('lambda', 'invoke', '--function-name', 'f', '--payload', 'fileb://event.json', 'out.json');
    expect(answer).toEqual({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(readFileSync(join(home, 'out.json'), 'utf8')).toBe('{"a": 1}');
  });

  test('sends an ARN as one part of a path', async () => {
    const Resource = 'arn:aws:lambda:eu-west-1:123456789012:function:f';
    expect(await json('lambda', 'list-tags', '--resource', Resource)).toEqual({ Tags: { team: 'a' } });
    expect(received.ListTags).toEqual({ Resource });
  });

  test('asks CloudWatch for statistics, in whichever protocol it knows', async () => {
    const times = ['--start-time', '2026-11-21T05:15:00Z', '--end-time', '2026-11-21T06:15:00Z'];
    const what = ['--namespace', 'AWS/Lambda', '--metric-name', 'Invocations', '--period', '60', '--statistics', 'Sum'];
    const { Label, Datapoints } = await json('cloudwatch', 'get-metric-statistics', ...what, ...times);
    expect([Label, Datapoints.length, Datapoints[0].Sum]).toEqual(['Invocations', 1, 2.5]);
    // Version 1 prints times as they came, and in CBOR and JSON they come as seconds.
    const { Timestamp } = Datapoints[0];
    expect(new Date(typeof Timestamp === 'number' ? Timestamp * 1_000 : Timestamp)).toEqual(new Date('2026-11-21T05:15:00Z'));
  });

  test('shows errors by name, and what is not built at once', async () => {
    await expect(run('lambda', 'get-function', '--function-name', 'f')).rejects.toMatchObject({
      stderr: expect.stringContaining(
        'An error occurred (ResourceNotFoundException) when calling the GetFunction operation: Function not found: f',
      ),
    });
    await expect(run('lambda', 'get-account-settings')).rejects.toMatchObject({
      stderr: expect.stringContaining(
        '(NotImplementedException) when calling the GetAccountSettings operation: Hearth does not implement',
      ),
    });
    await expect(run('iam', 'list-groups')).rejects.toMatchObject({ stderr: expect.stringContaining('(NotImplemented)') });
  });
});
