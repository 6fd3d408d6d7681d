import type { EventSources, FoundSource } from './event-sources.js';

/** What `docs/compatibility.md` says of event source mappings. */
export const unservedSourcesReason =
  'Mappings are checked, kept and go through their states as with AWS, but nothing is read yet: Hearth does not have the services that ' +
  'records come from. Whether a source exists is therefore not checked, and LastProcessingResult stays "No records processed".';

/** For as long as Hearth has none of the services that are polled. */
export class UnservedSources implements EventSources {
  async find(): Promise<FoundSource> {
    return { kind: 'unserved' };
  }
}
