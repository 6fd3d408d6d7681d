import type { Blobs } from '../code/blobs.js';
import type { EventHints } from './event-hints.js';
import type { Events } from './events.js';
import type { EventIntake, NewEvent } from './ports.js';
import { storePayload } from './stored-payload.js';

/** Keeps the event first and tells the workers after: a crash between the two costs the event a moment, not its life. */
export class AcceptEvents implements EventIntake {
  constructor(
    private readonly events: Events,
    private readonly hints: EventHints,
    private readonly blobs: Blobs,
  ) {}

  async accept(event: NewEvent): Promise<void> {
    const payload = await storePayload(event.payload, this.blobs);
    this.hints.offer(await this.events.add(event, payload, this.hints.shardFor(event.functionId)));
  }
}
