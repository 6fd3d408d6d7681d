import type { FinishedInvocation, InvocationOutcome, InvocationRequest, Invocations, ResponseSink } from '@hearth/dispatch';
import {
  checkInvocable,
  type FunctionReference,
  type FunctionResolver,
  functionArn,
  LambdaError,
  latestVersion,
  notFound,
  pickRoute,
  type RunnableVersion,
} from '@hearth/lambda';
import type { InvocationMetrics } from '@hearth/telemetry';

/** What a name and qualifier led to, this time. */
export interface FoundFunction {
  readonly reference: FunctionReference;
  readonly functionId: string;
  readonly route: RunnableVersion;
}

/** What a caller gives the function. */
export type Asked = Omit<InvocationRequest, 'target' | 'invokedFunctionArn'>;

/** Runs functions for whoever may: of the warm path, so what it looks up comes from memory. */
export class Invoker {
  constructor(
    private readonly resolver: FunctionResolver,
    private readonly invocations: Pick<Invocations, 'invoke'>,
    private readonly metrics: Pick<InvocationMetrics, 'recordThrottle'>,
  ) {}

  /** Picks by weight where an alias has two versions. Refuses what does not exist. */
  async find(reference: FunctionReference): Promise<FoundFunction> {
    const { scope, name, qualifier } = reference;
    const found = await this.resolver.resolve(scope, name, qualifier);
    if (!found) throw notFound({ ...reference, qualifier: qualifier ?? latestVersion });
    return { reference, functionId: found.functionId, route: pickRoute(found, Math.random()) };
  }

  /** Resolves however the function ends; its answer goes to `sink`, if there is one. Refuses with a LambdaError when no code ran. */
  async run(found: FoundFunction, asked: Asked, sink?: ResponseSink): Promise<FinishedInvocation> {
    const { route } = found;
    checkInvocable(route.state);
    const request = { ...asked, target: route.target, invokedFunctionArn: calledArn(found) };
    const outcome = await this.#outcome(request, sink);
    if (outcome.kind === 'finished') return outcome;
    if (outcome.code !== 'TooManyRequestsException') throw new LambdaError(outcome.code, outcome.message);
    this.#recordThrottle(found);
    throw new LambdaError(outcome.code, 'Rate Exceeded.', {
      Reason: outcome.throttle?.reason ?? 'ConcurrentInvocationLimitExceeded',
    });
  }

  async #outcome(request: InvocationRequest, sink: ResponseSink | undefined): Promise<InvocationOutcome> {
    try {
      return await this.invocations.invoke(request, sink);
    } catch (cause) {
      const message = 'The worker that ran the invocation was lost before it could answer.';
      throw Object.assign(new LambdaError('ServiceException', message), { cause });
    }
  }

  #recordThrottle({ functionId, reference: { scope, name, qualifier } }: FoundFunction): void {
    this.metrics.recordThrottle({ ...scope, functionId, functionName: name, ...(qualifier !== undefined && { qualifier }) });
  }
}

/** The ARN under which a function was called, qualifier included. */
export function calledArn({ reference: { scope, name, qualifier } }: FoundFunction): string {
  return functionArn(scope, name, qualifier);
}
