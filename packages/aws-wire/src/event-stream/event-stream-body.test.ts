import * as lambda from '@aws-sdk/client-lambda';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { serveWire } from '../../../../tests/kit/wire-server.js';
import { defineService } from '../define-service.js';
import { createWire, type Fault } from '../wire.js';

type Event = lambda.InvokeWithResponseStreamResponseEvent;

let events: () => AsyncGenerator<Event>;
const faults: Fault[] = [];
const credentials = { accessKeyId: 'AKIAWIRE000000000000', secretAccessKey: 'a secret of the wire' };
const wire = createWire({
  services: [
    defineService<typeof lambda>({
      module: lambda,
      signingName: 'lambda',
      protocols: ['rest-json'],
      authorization: () => 'none',
      handlers: {
        InvokeWithResponseStream: () => ({ StatusCode: 200, ExecutedVersion: '7', EventStream: events() }),
      },
    }),
  ],
  accessKeys: {
    find: async () => ({ kind: 'found', credentials: { ...credentials, principal: { accountId: '123456789012' } } }),
  },
  authorizer: { authorize: async () => ({ kind: 'allow' }) },
  onFault: (fault) => faults.push(fault),
});
const server = serveWire(wire);
afterAll(async () => (await server).close());
beforeEach(() => {
  faults.length = 0;
});

const chunk = (bytes: Buffer): Event => ({ PayloadChunk: { Payload: bytes } }) as Event;

async function newClient() {
  return new lambda.LambdaClient({ region: 'eu-west-1', endpoint: (await server).url, credentials, maxAttempts: 1 });
}

async function answer(client?: lambda.LambdaClient) {
  return (client ?? (await newClient())).send(new lambda.InvokeWithResponseStreamCommand({ FunctionName: 'f' }));
}

test('events arrive one by one, payloads byte for byte and the others with their members', async () => {
  const bytes = [Buffer.from([0, 255, 10]), Buffer.alloc(100_000, 'é'), Buffer.alloc(0)];
  events = async function* () {
    for (const each of bytes) yield chunk(each);
    yield { InvokeComplete: { ErrorCode: 'Unhandled', ErrorDetails: '{"a":"ü"}' } } as Event;
  };
  const { EventStream, ExecutedVersion } = await answer();
  expect(ExecutedVersion).toBe('7');
  const received: Event[] = [];
  for await (const event of EventStream!) received.push(event);
  expect(received.map((event) => event.PayloadChunk && Buffer.from(event.PayloadChunk.Payload!))).toEqual([...bytes, undefined]);
  expect(received.at(-1)!.InvokeComplete).toMatchObject({ ErrorCode: 'Unhandled', ErrorDetails: '{"a":"ü"}' });
});

test('an error among the events is told behind those that came before it, and a fault of ours without its words', async () => {
  events = async function* () {
    yield chunk(Buffer.from('before'));
    throw new TypeError('the database password is hunter2');
  };
  const { EventStream } = await answer();
  const received: Event[] = [];
  const failure = await (async () => {
    for await (const event of EventStream!) received.push(event);
  })().catch((error: Error) => error);
  expect(received).toHaveLength(1);
  expect(failure).toBeInstanceOf(Error);
  expect(String((failure as Error).message)).not.toContain('hunter2');
  expect(faults).toMatchObject([
    { error: new TypeError('the database password is hunter2'), operation: 'InvokeWithResponseStream' },
  ]);
});

test('events are asked for no faster than the client reads, and given up when it goes', async () => {
  let asked = 0;
  let isGivenUp = false;
  events = async function* () {
    try {
      for (; asked < 10_000; asked++) yield chunk(Buffer.alloc(100_000));
    } finally {
      isGivenUp = true;
    }
  };
  const client = await newClient();
  const iterator = (await answer(client)).EventStream![Symbol.asyncIterator]();
  await iterator.next();
  await new Promise((soon) => setTimeout(soon, 300));
  expect(asked).toBeLessThan(1_000);
  client.destroy();
  for (let tries = 0; tries < 100 && !isGivenUp; tries++) await new Promise((soon) => setTimeout(soon, 50));
  expect(isGivenUp).toBe(true);
});
