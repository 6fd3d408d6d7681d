import type { Page, Paged } from '../functions/functions.js';
import type { EventInvokeConfig } from './event-invoke-config.js';

/** What was configured for one qualifier of a function: `$LATEST`, a version or an alias. What was not given is not there. */
export interface ConfiguredEvents extends Partial<EventInvokeConfig> {
  readonly functionId: string;
  readonly qualifier: string;
  readonly modifiedAt: Date;
}

/** Where configurations of events are kept. */
export interface EventInvokeConfigs {
  find(functionId: string, qualifier: string): Promise<ConfiguredEvents | undefined>;
  /** By qualifier. */
  list(functionId: string, page: Page): Promise<Paged<ConfiguredEvents>>;
  /** Replaces the whole of it. False when there is no such function, version or alias. */
  put(config: ConfiguredEvents): Promise<boolean>;
  /** Replaces what is given; undefined when nothing is configured. */
  change(
    functionId: string,
    qualifier: string,
    change: Partial<EventInvokeConfig>,
    modifiedAt: Date,
  ): Promise<ConfiguredEvents | undefined>;
  /** False when nothing was configured. */
  remove(functionId: string, qualifier: string): Promise<boolean>;
}
