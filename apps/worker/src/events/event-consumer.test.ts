import { setTimeout as sleep } from 'node:timers/promises';
import { type ClaimedEvent, defaultEventInvokeConfig, type Ending, type EventHint, type Events } from '@hearth/lambda';
import { EventConsumer } from './event-consumer.js';
import type { EventRunner } from './event-runner.js';

const hintOf = (id: string): EventHint => ({ id, acceptedOn: '2026-11-21', shard: 0, fence: 0 });
const hour = 3_600_000;

/** Hands out each event once, records endings, and fails to record the first `failures` times. */
class Table {
  readonly endings: [string, Ending][] = [];
  readonly released: string[] = [];
  failures = 0;

  constructor(private readonly waiting: Record<string, Partial<ClaimedEvent>>) {}

  async claim(hint: EventHint): Promise<ClaimedEvent | undefined> {
    const event = this.waiting[hint.id];
    delete this.waiting[hint.id];
    return event && ({ ...hint, fence: 1, workerDeaths: 0, acceptedAtMs: 0, claimedAtMs: 0, ...event } as ClaimedEvent);
  }

  async finish({ id }: ClaimedEvent, ending: Ending): Promise<boolean> {
    if (this.failures-- > 0) throw new Error('Postgres is away');
    this.endings.push([id, ending]);
    return true;
  }

  async release(claims: readonly ClaimedEvent[]): Promise<void> {
    this.released.push(...claims.map(({ id }) => id));
  }
}

function consumerOf(table: Table, run: (event: ClaimedEvent) => Promise<void>) {
  let handle: (hint: EventHint) => Promise<void> = async () => {};
  const source = {
    start: (handler: typeof handle) => {
      handle = handler;
    },
    drain: (milliseconds: number) => sleep(milliseconds),
  };
  const runner = {
    run: async (event: ClaimedEvent) => {
      await run(event);
      return { kind: 'succeeded' };
    },
  };
  const plans = { configOf: async () => defaultEventInvokeConfig, onward: async () => undefined };
  const consumer = new EventConsumer(source, table as unknown as Events, runner as unknown as EventRunner, plans);
  consumer.start();
  return { consumer, handle: (id: string) => handle(hintOf(id)) };
}

test('a hint for an event that somebody else has is dropped', async () => {
  const table = new Table({});
  const { consumer, handle } = consumerOf(table, async () => {});
  await handle('a');
  expect(table.endings).toEqual([]);
  await consumer.drain(0);
});

test('an event that is too old, or that workers died of three times, is given up without running', async () => {
  const ran: string[] = [];
  const table = new Table({ old: { claimedAtMs: 7 * hour }, deadly: { workerDeaths: 3 } });
  const { consumer, handle } = consumerOf(table, async ({ id }) => void ran.push(id));
  await Promise.all([handle('old'), handle('deadly')]);
  expect(Object.fromEntries(table.endings)).toMatchObject({
    old: { kind: 'failed', condition: 'EventAgeExceeded' },
    deadly: { kind: 'failed', condition: 'WorkersDied', error: { message: expect.stringContaining('died') } },
  });
  expect(ran).toEqual([]);
  await consumer.drain(0);
});

test('an event that two workers died of runs with no other beside it', async () => {
  let running = 0;
  const beside: Record<string, number> = {};
  const table = new Table({ a: {}, b: {}, deadly: { workerDeaths: 2 }, c: {} });
  const { consumer, handle } = consumerOf(table, async ({ id }) => {
    running++;
    await sleep(10);
    beside[id] = running - 1;
    running--;
  });
  await Promise.all(['a', 'b', 'deadly', 'c'].map(handle));
  expect(beside.deadly).toBe(0);
  expect(table.endings).toHaveLength(4);
  await consumer.drain(0);
});

test('what has run is not run again because Postgres was away when it ended', async () => {
  let runs = 0;
  const table = new Table({ a: {} });
  table.failures = 2;
  const { consumer, handle } = consumerOf(table, async () => void runs++);
  await handle('a');
  expect({ runs, endings: table.endings }).toEqual({ runs: 1, endings: [['a', { kind: 'succeeded' }]] });
  await consumer.drain(0);
});

test('a drain gives back what is still running', async () => {
  const table = new Table({ slow: {} });
  const { consumer, handle } = consumerOf(table, () => sleep(100));
  const handled = handle('slow');
  await sleep(1);
  await consumer.drain(5);
  expect(table.released).toEqual(['slow']);
  await handled;
});
