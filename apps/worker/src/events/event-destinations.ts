import { randomUUID } from 'node:crypto';
import {
  type Blobs,
  type ClaimedEvent,
  destinationRecord,
  type Ending,
  type FunctionResolver,
  functionArn,
  functionDestination,
  type OnwardEvent,
  payloadBytesMax,
  readPayload,
  storePayload,
} from '@hearth/lambda';
import type { EventTargets } from './event-targets.js';

/** Says what a role may do, by the policies it has now. */
export interface RoleAuthority {
  allows(roleArn: string, action: string, resource: string): Promise<boolean>;
}

interface Stores {
  readonly functions: Pick<FunctionResolver, 'resolve'>;
  readonly targets: EventTargets;
  readonly blobs: Blobs;
}

/** Makes of an event's ending an event for the function that is to be told of it. */
export class EventDestinations {
  constructor(
    private readonly stores: Stores,
    private readonly roles: RoleAuthority,
    /** Hears of what cannot be delivered, now or ever. */
    private readonly onUndeliverable: (destination: string, event: ClaimedEvent, reason: string) => void,
  ) {}

  /** Undefined when it can never be delivered; rejects when that cannot be told now. */
  async tell(
    destination: string,
    event: ClaimedEvent,
    ending: Exclude<Ending, { kind: 'retry' }>,
    nowMs: number,
  ): Promise<OnwardEvent | undefined> {
    const reference = functionDestination(destination);
    const found = reference && (await this.stores.functions.resolve(reference.scope, reference.name, reference.qualifier));
    if (!reference || !found) return this.undeliverable(destination, event, 'There is no such function');
    // Asked for by the one ARN that policies know it by, however the destination spells it.
    if (!(await this.mayInvoke(event, functionArn(reference.scope, reference.name, reference.qualifier)))) {
      return this.undeliverable(destination, event, "The function's execution role may not invoke it");
    }
    const record = destinationRecord(event, ending, await readPayload(event.payload, this.stores.blobs), nowMs);
    if (record.length > payloadBytesMax.RequestResponse) {
      return this.undeliverable(destination, event, 'The record is larger than a function can be given');
    }
    const { scope, name: functionName, qualifier } = reference;
    const { functionId } = found;
    return {
      event: {
        id: randomUUID(),
        ...scope,
        functionId,
        functionName,
        qualifier,
        invokedFunctionArn: destination,
        payload: record,
        ...(event.traceHeader && { traceHeader: event.traceHeader }),
      },
      payload: await storePayload(record, this.stores.blobs),
    };
  }

  private async mayInvoke(event: ClaimedEvent, destination: string): Promise<boolean> {
    const source = await this.stores.targets.executable(event.functionId, event.qualifier);
    return source !== undefined && this.roles.allows(source.target.roleArn, 'lambda:InvokeFunction', destination);
  }

  private undeliverable(destination: string, event: ClaimedEvent, reason: string): undefined {
    this.onUndeliverable(destination, event, reason);
    return undefined;
  }
}
