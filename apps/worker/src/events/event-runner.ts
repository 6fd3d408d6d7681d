import type { Invocations } from '@hearth/dispatch';
import { type Blobs, type ClaimedEvent, type Ending, type EventInvokeConfig, readPayload } from '@hearth/lambda';
import type { InvocationMetrics } from '@hearth/telemetry';
import { endingOf, failed } from './ending-of.js';
import type { EventTargets } from './event-targets.js';

/** Runs an event's function once, on this worker. */
export class EventRunner {
  constructor(
    private readonly targets: EventTargets,
    private readonly invocations: Pick<Invocations, 'invoke'>,
    private readonly blobs: Blobs,
    private readonly metrics: Pick<InvocationMetrics, 'recordThrottle'>,
  ) {}

  /** Never rejects: what keeps the function from running is an ending too. `nowMs` tells the database's time. */
  async run(event: ClaimedEvent, config: EventInvokeConfig, nowMs: () => number): Promise<Ending> {
    try {
      const found = await this.targets.executable(event.functionId, event.qualifier);
      if (!found) return failed(event, 'function-deleted', gone(event), config, nowMs());
      const outcome = await this.invocations.invoke({
        requestId: event.id,
        target: found.target,
        invokedFunctionArn: event.invokedFunctionArn,
        payload: await readPayload(event.payload, this.blobs),
        clientContext: event.clientContext,
        traceHeader: event.traceHeader,
      });
      if (outcome.kind === 'refused' && outcome.code === 'TooManyRequestsException') this.metrics.recordThrottle(event);
      return endingOf(event, outcome, found.target.version, config, nowMs());
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return failed(event, 'setback', { code: 'ServiceException', message }, config, nowMs());
    }
  }
}

const gone = ({ invokedFunctionArn }: ClaimedEvent) => ({
  code: 'ResourceNotFoundException',
  message: `Function not found: ${invokedFunctionArn}`,
});
