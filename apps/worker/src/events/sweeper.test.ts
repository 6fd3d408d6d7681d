import type { EventHint } from '@hearth/lambda';
import { Sweeper } from './sweeper.js';

const hint = (shard: number): EventHint => ({ id: 'id', acceptedOn: '2026-11-21', shard, fence: 0 });

function sweeperOf(rooms: readonly number[], due: readonly EventHint[]) {
  const asked: (readonly number[])[] = [];
  const sent: EventHint[] = [];
  const events = {
    due: async (shards: readonly number[]) => {
      asked.push(shards);
      return due.filter((each) => shards.includes(each.shard));
    },
  };
  const queues = {
    rooms: async () => rooms.map((room, shard) => ({ shard, room })),
    refill: async (hints: readonly EventHint[]) => {
      sent.push(...hints);
    },
  };
  return { sweeper: new Sweeper(events, queues), asked, sent };
}

test('what is due gets a hint, in queues that are less than half full', async () => {
  const { sweeper, asked, sent } = sweeperOf([128, 64, 65], [hint(0), hint(1), hint(2)]);
  await sweeper.sweep();
  expect(asked).toEqual([[0, 2]]);
  expect(sent).toEqual([hint(0), hint(2)]);
});

test('Postgres is left alone while every queue is full', async () => {
  const { sweeper, asked } = sweeperOf([0, 0], [hint(0)]);
  await sweeper.sweep();
  expect(asked).toEqual([]);
});
