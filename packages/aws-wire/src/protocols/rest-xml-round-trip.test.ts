import * as s3 from '@aws-sdk/client-s3';
import { afterAll, expect, test } from '@jest/globals';
import { sampleStructure } from '../../../../tests/kit/sample-value.js';
import { serveWire } from '../../../../tests/kit/wire-server.js';
import { defineService } from '../define-service.js';
import type { StructureShape } from '../schema/description.js';
import { readModule } from '../schema/read-module.js';
import { createWire } from '../wire.js';

const credentials = { accessKeyId: 'AKIAROUNDTRIP0000000', secretAccessKey: 'a secret of the round trip' };

/** Served from other hosts of their own, or answered as an event stream in XML. */
const elsewhere = ['WriteGetObjectResponse', 'ListDirectoryBuckets', 'SelectObjectContent', 'CreateSession'];
/** Members that the SDK or the wire fills in or checks, and bodies that flow: they have tests of their own. */
const notCompared =
  /^(Checksum|ContentLength|ContentMD5|ContentEncoding|Body|AnnotationPayload|MFA|Expires|.*SSECustomer|ExpectedBucketOwner$|x$)/;

const operations = [...readModule(s3).operations.values()].filter(({ name }) => !elsewhere.includes(name));
const received = new Map<string, Record<string, unknown>>();

function sample(shape: StructureShape): Record<string, unknown> {
  const members = shape.members.filter(({ name }) => !notCompared.test(name));
  const values = sampleStructure({ ...shape, members }, 12);
  const lists = members.filter(({ shape: { kind }, location }) => kind === 'list' && location.in === 'header');
  return {
    ...values,
    ...('Bucket' in values &&
      members.some(({ name, location }) => name === 'Bucket' && location.in === 'label') && { Bucket: 'bucket' }),
    ...Object.fromEntries(lists.map(({ name }) => [name, ['one', 'two']])),
    ...('Metadata' in values && { Metadata: { a: 'b', c: 'd' } }),
  };
}

const wire = createWire({
  services: [
    defineService<object>({
      module: s3,
      signingName: 's3',
      protocols: ['rest-xml'],
      objectStorage: { anonymous: { accountId: 'anonymous' }, publicHost: 'storage.test', region: 'us-east-1' },
      authorization: () => 'none',
      handlers: Object.fromEntries(
        operations.map(({ name, output }) => [
          name,
          (input: Record<string, unknown>) => {
            received.set(name, input);
            return sample(output);
          },
        ]),
      ),
    }),
  ],
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

test.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s goes in and comes out with every member set',
  async (name, { input, output }) => {
    const { url: endpoint } = await server;
    // biome-ignore lint/suspicious/noExplicitAny: commands are looked up by name
    const sdk = s3 as any;
    const client = new s3.S3Client({ region: 'eu-west-1', endpoint, credentials, maxAttempts: 1, forcePathStyle: true });
    const sent = sample(input);
    const answered = await client.send(new sdk[`${name}Command`](sent));
    expect(compared(received.get(name)!)).toEqual(compared(sent));
    expect(compared(answered as never)).toEqual(compared(sample(output)));
    client.destroy();
  },
);

function compared(value: Record<string, unknown>): unknown {
  const kept = Object.entries(value).filter(([name]) => !notCompared.test(name) && name !== '$metadata');
  return plain(Object.fromEntries(kept));
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return [...value];
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const present = Object.entries(value).filter(([, item]) => item !== undefined && item !== null);
  return Object.fromEntries(present.map(([key, item]) => [key, plain(item)]));
}
