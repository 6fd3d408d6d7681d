import {
  type ConcurrencyLeases,
  type ConcurrencySettings,
  concurrencyDemand,
  type ExecutableVersion,
  LedgerAwayError,
  throttleOf,
} from '@hearth/lambda';
import type {
  InvocationOutcome,
  InvocationRequest,
  Invocations,
  Preparation,
  RefusedInvocation,
  ResponseSink,
} from './invocation.js';

/** Invocations of which each holds one unit of its function's concurrency for as long as its environment is not free. */
export class LeasedInvocations implements Invocations {
  constructor(
    private readonly invocations: Invocations,
    private readonly settings: ConcurrencySettings,
    private readonly leases: ConcurrencyLeases,
  ) {}

  prepare(target: ExecutableVersion): Promise<Preparation> {
    return this.invocations.prepare(target);
  }

  async invoke(request: InvocationRequest, sink?: ResponseSink): Promise<InvocationOutcome> {
    const demand = concurrencyDemand(await this.settings.of(request.target), request.target);
    try {
      const held = await this.leases.hold(demand, (leaseId) => this.invocations.invoke({ ...request, leaseId }, sink));
      if (held.kind === 'held') return held.result;
      return { kind: 'refused', code: 'TooManyRequestsException', message: 'Rate Exceeded.', throttle: throttleOf(demand) };
    } catch (error) {
      if (error instanceof LedgerAwayError) return uncounted(error);
      throw error;
    }
  }
}

const uncounted = ({ message }: LedgerAwayError): RefusedInvocation => ({ kind: 'refused', code: 'ServiceException', message });
