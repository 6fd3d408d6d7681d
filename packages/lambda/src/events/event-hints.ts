import type { EventHint } from './event-hint.js';

/** The fast way from "an event is due" to a worker. Losing everything it carries costs time, never an event. */
export interface EventHints {
  /** The emptier of the two queues that this function's events may travel in, so that one function's backlog cannot hold all others'. */
  shardFor(functionId: string): number;
  /** Fire and forget: returns at once, never throws. Dropped when the carrier is away or its queue is full. */
  offer(hint: EventHint): void;
}
