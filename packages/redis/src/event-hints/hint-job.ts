import type { EventHint } from '@hearth/lambda';
import type { JobsOptions } from 'bullmq';

export const queueName = 'hints';

/** The hash tag keeps the keys of one queue on one server of a cluster. */
export const queuePrefix = (keyPrefix: string, shard: number) => `${keyPrefix}{events-${shard}}`;

/**
 * A hint is its job's id and nothing else, so BullMQ drops doubles. A job that ends is removed: a kept one would swallow the hint for the
 * next attempt. BullMQ's own attempts stay at one: Postgres decides what is retried.
 */
export function hintJob(hint: EventHint): { name: string; data: Record<string, never>; opts: JobsOptions } {
  const jobId = `${hint.acceptedOn}.${hint.id}.${hint.fence}`;
  return { name: 'event', data: {}, opts: { jobId, attempts: 1, removeOnComplete: true, removeOnFail: true } };
}

const jobIdForm = /^(\d{4}-\d{2}-\d{2})\.([0-9a-f-]{36})\.(\d+)$/;

/** Undefined for an id that another release of Hearth wrote in another form: the sweeper brings its event back in ours. */
export function hintOf(jobId: string | undefined, shard: number): EventHint | undefined {
  const [, acceptedOn, id, fence] = jobIdForm.exec(jobId ?? '') ?? [];
  if (!acceptedOn || !id || !fence) return undefined;
  return { acceptedOn, id, shard, fence: Number(fence) };
}
