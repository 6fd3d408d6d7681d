/**
 * Says that an event may be due: enough to find its row, and nothing of what is in it. A hint may be lost, doubled or late without harm,
 * because only a claim decides whether the event runs.
 */
export interface EventHint {
  readonly id: string;
  /** The UTC day of the event's acceptance, `2026-11-21`: the other half of its key. */
  readonly acceptedOn: string;
  /** The queue this event's hints travel in. */
  readonly shard: number;
  /** The row's fencing number when the hint was made, so that a hint for a new attempt is not taken for the last one's double. */
  readonly fence: number;
}
