import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as sts from '@aws-sdk/client-sts';
import { AwsJson1_0Protocol, AwsJson1_1Protocol, AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { afterAll, describe, expect, test } from '@jest/globals';
import { sampleStructure } from '../../../../tests/kit/sample-value.js';
import { serveWire } from '../../../../tests/kit/wire-server.js';
import { defineService } from '../define-service.js';
import { readModule } from '../schema/read-module.js';
import { createWire } from '../wire.js';
import type { ProtocolName } from './protocol.js';

/** STS lets these be called by those who have no key yet; nothing unsigned is served here. */
const unsigned = ['AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity'];
const credentials = { accessKeyId: 'AKIAROUNDTRIP0000000', secretAccessKey: 'a secret of the round trip' };

describe.each([
  ['Lambda in REST-JSON', lambda, 'LambdaClient', 'lambda', 'rest-json', undefined, 88],
  ['IAM in Query', iam, 'IAMClient', 'iam', 'query', undefined, 180],
  ['STS in Query', sts, 'STSClient', 'sts', 'query', undefined, 9],
  ['CloudWatch in JSON 1.0', cloudwatch, 'CloudWatchClient', 'monitoring', 'json-1.0', AwsJson1_0Protocol, 55],
  ['CloudWatch in JSON 1.1', cloudwatch, 'CloudWatchClient', 'monitoring', 'json-1.1', AwsJson1_1Protocol, 55],
  ['CloudWatch in Query', cloudwatch, 'CloudWatchClient', 'monitoring', 'query', AwsQueryProtocol, 55],
  ['CloudWatch in CBOR', cloudwatch, 'CloudWatchClient', 'monitoring', 'rpc-v2-cbor', AwsSmithyRpcV2CborProtocol, 55],
] as const)('%s', (_title, module, clientName, signingName, protocol, sdkProtocol, count) => {
  const description = readModule(module);
  const operations = [...description.operations.values()].filter(({ name }) => !unsigned.includes(name));
  const received = new Map<string, unknown>();
  const handlers = Object.fromEntries(
    operations.map(({ name, output }) => [
      name,
      (input: unknown) => {
        received.set(name, input);
        return sampleStructure(output);
      },
    ]),
  );
  const service = defineService<object>({
    module,
    signingName,
    // Every protocol at once, so that telling them apart is tried too.
    protocols: [protocol, ...(['query', 'json-1.0', 'json-1.1', 'rpc-v2-cbor'] as ProtocolName[])],
    handlers,
    authorization: () => 'none',
  });
  const wire = createWire({
    services: [service],
    accessKeys: {
      find: async () => ({ kind: 'found', credentials: { ...credentials, principal: { accountId: '123456789012' } } }),
    },
    authorizer: { authorize: async () => ({ kind: 'allow' }) },
    onFault: ({ error }) => {
      throw error;
    },
  });
  const server = serveWire(wire);
  afterAll(async () => (await server).close());

  test(`carries all ${count} operations, every member of inputs and outputs set`, async () => {
    const { url: endpoint } = await server;
    // biome-ignore lint/suspicious/noExplicitAny: clients and commands are looked up by name
    const sdk = module as any;
    const client = new sdk[clientName]({
      region: 'eu-west-1',
      endpoint,
      credentials,
      maxAttempts: 1,
      ...(sdkProtocol && { protocol: sdkProtocol }),
    });
    const done: string[] = [];
    for (const { name, input, output } of operations) {
      const sent = sampleStructure(input);
      const { $metadata, ...answered } = await client.send(new sdk[`${name}Command`](sent)).catch((error: Error) => {
        throw new Error(`${name}: ${error.message}`, { cause: error });
      });
      expect([name, plain(received.get(name))]).toEqual([name, plain(sent)]);
      expect([name, plain(withoutStreams(answered, output.members))]).toEqual([name, plain(sampleStructure(output))]);
      expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
      done.push(name);
    }
    client.destroy();
    expect(done).toHaveLength(count);
  });
});

function withoutStreams(output: Record<string, unknown>, members: readonly { name: string; streaming: boolean }[]) {
  return Object.fromEntries(
    Object.entries(output).filter(([name]) => !members.find((member) => member.name === name)?.streaming),
  );
}

/** Bytes of whatever class as arrays, so that values can be compared. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return [...value];
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const present = Object.entries(value).filter(([, item]) => item !== undefined && item !== null);
  return Object.fromEntries(present.map(([key, item]) => [key, plain(item)]));
}
