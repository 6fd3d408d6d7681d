import type { Blobs, ClaimedEvent, ExecutableVersion } from '@hearth/lambda';
import { EventDestinations } from './event-destinations.js';

const destination = 'arn:aws:lambda:us-east-1:111111111111:function:told:live';
const event = {
  id: 'e-1',
  accountId: '111111111111',
  region: 'us-east-1',
  functionId: 'f-1',
  functionName: 'orders',
  attempts: 0,
  payload: { kind: 'inline', bytes: Buffer.from('{"order":1}') },
} as unknown as ClaimedEvent;
const ending = { kind: 'succeeded', response: { executedVersion: '1', payload: Buffer.from('2') } } as const;

function told({ to = destination, allowed = true, exists = true, payload = Buffer.from('2') } = {}) {
  const asked: string[][] = [];
  const undeliverable: string[] = [];
  const destinations = new EventDestinations(
    {
      functions: { resolve: async () => (exists ? { functionId: 'f-2', routes: [] } : undefined) },
      targets: { executable: async () => ({ target: { roleArn: 'role' } as ExecutableVersion }) },
      blobs: { put: async () => ({ sha256Hex: 'hash' }) } as unknown as Blobs,
    },
    {
      allows: async (...question) => {
        asked.push(question);
        return allowed;
      },
    },
    (_destination, _event, reason) => undeliverable.push(reason),
  );
  const response = { ...ending.response, payload };
  return { asked, undeliverable, telling: destinations.tell(to, event, { ...ending, response }, 0) };
}

test('tells the function by an event of its own, if the role of the function that ran may invoke it', async () => {
  const { asked, telling } = told();
  const onward = await telling;
  expect(asked).toEqual([['role', 'lambda:InvokeFunction', destination]]);
  expect(onward!.event).toMatchObject({
    accountId: '111111111111',
    region: 'us-east-1',
    functionId: 'f-2',
    functionName: 'told',
    qualifier: 'live',
    invokedFunctionArn: destination,
  });
  expect(onward!.event.id).not.toBe(event.id);
  expect(JSON.parse(Buffer.from(onward!.event.payload).toString())).toMatchObject({
    requestPayload: { order: 1 },
    responsePayload: 2,
  });
  expect(onward!.payload).toEqual({ kind: 'inline', bytes: onward!.event.payload });
});

test('the role is asked about by the one ARN that policies know the function by', async () => {
  for (const to of [destination.replace('arn:aws:', 'arn:aws-cn:'), 'arn:aws:lambda:us-east-1:111111111111:function:told:']) {
    const { asked, telling } = told({ to });
    await telling;
    expect(asked).toEqual([['role', 'lambda:InvokeFunction', to.endsWith(':') ? to.slice(0, -1) : destination]]);
  }
});

test('what can never be delivered is said, and not tried', async () => {
  for (const [circumstance, reason] of [
    [{ allowed: false }, 'may not invoke'],
    [{ exists: false }, 'no such function'],
    [{ payload: Buffer.from(`"${'x'.repeat(6_291_456)}"`) }, 'larger'],
  ] as const) {
    const { undeliverable, telling } = told(circumstance);
    expect(await telling).toBeUndefined();
    expect(undeliverable).toEqual([expect.stringContaining(reason)]);
  }
});

test('a large record goes to the blob store', async () => {
  const { telling } = told({ payload: Buffer.from(`"${'x'.repeat(300_000)}"`) });
  expect((await telling)!.payload).toEqual({ kind: 'blob', sha256Hex: 'hash' });
});
