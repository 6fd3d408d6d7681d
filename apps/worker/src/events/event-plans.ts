import {
  type ClaimedEvent,
  type Ending,
  type EventInvokeConfig,
  type EventInvokeConfigs,
  inEffect,
  latestVersion,
  type OnwardEvent,
} from '@hearth/lambda';
import type { EventDestinations } from './event-destinations.js';

/** What its owner wants to become of an event. */
export interface EventPlans {
  configOf(event: ClaimedEvent): Promise<EventInvokeConfig>;
  /** The event that tells of this ending, when somebody is to be told. Resolves to nothing where it can never be delivered. */
  onward(
    event: ClaimedEvent,
    ending: Exclude<Ending, { kind: 'retry' }>,
    config: EventInvokeConfig,
    nowMs: number,
  ): Promise<OnwardEvent | undefined>;
}

/** As configured for the function, version or alias that the event names. */
export class ConfiguredEventPlans implements EventPlans {
  constructor(
    private readonly configs: Pick<EventInvokeConfigs, 'find'>,
    private readonly destinations: Pick<EventDestinations, 'tell'>,
  ) {}

  async configOf({ functionId, qualifier = latestVersion }: ClaimedEvent): Promise<EventInvokeConfig> {
    return inEffect(await this.configs.find(functionId, qualifier));
  }

  async onward(
    event: ClaimedEvent,
    ending: Exclude<Ending, { kind: 'retry' }>,
    { onSuccess, onFailure }: EventInvokeConfig,
    nowMs: number,
  ): Promise<OnwardEvent | undefined> {
    const destination = ending.kind === 'succeeded' ? onSuccess : onFailure;
    return destination === undefined ? undefined : this.destinations.tell(destination, event, ending, nowMs);
  }
}
