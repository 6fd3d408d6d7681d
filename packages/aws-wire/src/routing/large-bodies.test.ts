import { PassThrough, Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { wholeBody } from './body.js';
import { type BodyRoom, LargeBodies } from './large-bodies.js';

const MEGABYTE = 1024 * 1024;
const limit = { bytesMax: 72 * MEGABYTE };
const piece = Buffer.alloc(64 * 1024, 'x');

const body = (megabytes: number) =>
  Readable.from(
    Array.from({ length: megabytes * 16 }, () => piece),
    { objectMode: false },
  );
const receive = (from: Readable, room: BodyRoom, statedBytes?: number) => wholeBody(from, { ...limit, statedBytes }, room);

function* interrupted() {
  for (let sent = 0; sent < 12 * MEGABYTE; sent += piece.length) yield piece;
  throw new Error('gone');
}

async function settled(turns = 200): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await nextTurn();
}

/** Holds a body until it is let go. */
function held(bodies: LargeBodies, from: Readable, statedBytes: number) {
  let letGo = () => {};
  let isReceived = false;
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const done = bodies.hold(async (room) => {
    await receive(from, room, statedBytes);
    isReceived = true;
    await gone;
  });
  done.catch(() => {});
  return { done, letGo, isReceived: () => isReceived };
}

describe('bodies', () => {
  it.each([
    ['that state their length', 20 * MEGABYTE, 20],
    ['that do not', undefined, 20],
    ['of exactly what needs no room', undefined, 8],
    ['that are small', 1 * MEGABYTE, 1],
  ])('%s arrive whole', async (_name, statedBytes, megabytes) => {
    const bytes = await new LargeBodies().hold((room) => receive(body(megabytes), room, statedBytes));
    expect(bytes.length).toBe(megabytes * MEGABYTE);
    expect(bytes.every((byte) => byte === 0x78)).toBe(true);
  });

  it('are refused above the limit, also when they state no length', async () => {
    const bodies = new LargeBodies();
    await expect(bodies.hold((room) => receive(body(80), room))).rejects.toMatchObject({
      code: 'RequestEntityTooLargeException',
    });
    await expect(bodies.hold((room) => receive(body(20), room, 10 * MEGABYTE))).rejects.toMatchObject({
      code: 'RequestEntityTooLargeException',
    });
  });

  it('wait in turn while there is no room, unread, and get in once there is', async () => {
    const bodies = new LargeBodies({ heldBytesMax: 25 * MEGABYTE });
    const first = held(bodies, body(20), 20 * MEGABYTE);
    await settled();
    const waiting = body(20);
    const [second, third] = [held(bodies, waiting, 20 * MEGABYTE), held(bodies, body(9), 9 * MEGABYTE)];
    await settled();
    expect([first, second, third].map(({ isReceived }) => isReceived())).toEqual([true, false, false]);
    expect(waiting.readableDidRead && !waiting.readableEnded).toBe(true);
    first.letGo();
    await settled();
    expect([second, third].map(({ isReceived }) => isReceived())).toEqual([true, false]);
    second.letGo();
    await settled();
    expect(third.isReceived()).toBe(true);
    third.letGo();
    await Promise.all([first.done, second.done, third.done]);
  });

  it('that are small wait for nobody', async () => {
    const bodies = new LargeBodies({ heldBytesMax: 1 });
    const first = held(bodies, body(20), 20 * MEGABYTE);
    await expect(bodies.hold((room) => receive(body(6), room, 6 * MEGABYTE))).resolves.toHaveLength(6 * MEGABYTE);
    first.letGo();
    await first.done;
  });

  it('give their room back when their request fails', async () => {
    const bodies = new LargeBodies({ heldBytesMax: 1 });
    const failing = Readable.from(interrupted(), { objectMode: false });
    await expect(bodies.hold((room) => receive(failing, room, 20 * MEGABYTE))).rejects.toThrow('gone');
    await expect(bodies.hold((room) => receive(body(20), room, 20 * MEGABYTE))).resolves.toHaveLength(20 * MEGABYTE);
  });
});

describe('a sender that stops', () => {
  const half = () => {
    const stream = new PassThrough();
    for (let sent = 0; sent < 2 * MEGABYTE; sent += piece.length) stream.write(piece);
    return stream;
  };

  beforeEach(() => void jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
  afterEach(() => void jest.useRealTimers());

  it('keeps its room while nobody waits for it', async () => {
    let nowMs = 0;
    const bodies = new LargeBodies({}, () => nowMs);
    const slow = held(bodies, half(), 20 * MEGABYTE);
    await settled();
    nowMs = 3_600_000;
    jest.advanceTimersByTime(10_000);
    await settled();
    await expect(Promise.race([slow.done, 'still there'])).resolves.toBe('still there');
  });

  it('loses it to those who wait, after 30 s, and hears that it was too slow', async () => {
    let nowMs = 0;
    const bodies = new LargeBodies({ heldBytesMax: 25 * MEGABYTE }, () => nowMs);
    const slow = held(bodies, half(), 20 * MEGABYTE);
    await settled();
    const second = held(bodies, body(20), 20 * MEGABYTE);
    await settled();
    nowMs = 29_000;
    jest.advanceTimersByTime(1_000);
    await settled();
    expect(second.isReceived()).toBe(false);
    nowMs = 50_000;
    jest.advanceTimersByTime(1_000);
    await expect(slow.done).rejects.toMatchObject({ code: 'RequestTimeout' });
    await settled();
    expect(second.isReceived()).toBe(true);
    second.letGo();
    await second.done;
  });
});
