import { createHash } from 'node:crypto';

/** Two tenants share both of their queues in 1 of 28 cases; each queue costs a worker process one blocking connection. */
export const shardCount = 8;

/** The two queues that a function's events may travel in: always the same two, never one twice. */
export function shardsOf(functionId: string): readonly [number, number] {
  const digest = createHash('sha1').update(functionId).digest();
  const first = digest.readUInt16BE(0) % shardCount;
  const second = (first + 1 + (digest.readUInt16BE(2) % (shardCount - 1))) % shardCount;
  return [first, second];
}
