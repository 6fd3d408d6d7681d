import type {
  FinishedInvocation,
  InvocationOutcome,
  InvocationRequest,
  Invocations,
  Preparation,
  RefusedInvocation,
  ResponseSink,
} from '@hearth/dispatch';
import type { ExecutableVersion } from '@hearth/lambda';
import type { InvocationMetrics } from '@hearth/telemetry';
import type { CodeCache } from './code/code-cache.js';
import { BadPackageError } from './code/unpack.js';
import type { EnvironmentPool, Taken } from './environment-pool.js';
import type { RuntimeStore } from './runtimes/runtime-store.js';

/** Tells an operator of what is not the function's doing. */
export interface ExecutionLog {
  error(fields: object, message: string): void;
}

/** Runs invocations in this worker's own environments. */
export class LocalInvocations implements Invocations {
  readonly #underWay = new Map<Promise<unknown>, { readonly leaseId: string | undefined; readonly sinceMilliseconds: number }>();
  #draining = false;

  constructor(
    private readonly pool: EnvironmentPool,
    private readonly code: CodeCache,
    private readonly runtimes: RuntimeStore,
    private readonly metrics: InvocationMetrics,
    private readonly log: ExecutionLog,
  ) {}

  async prepare(target: ExecutableVersion): Promise<Preparation> {
    const unfit = this.#unfit(target);
    if (unfit) return { kind: 'failed', reasonCode: 'InvalidRuntime', reason: unfit.message };
    try {
      const [code] = await Promise.all([this.code.use(target), this.runtimes.use(target.runtime)]);
      code.release();
      return { kind: 'ready' };
    } catch (error) {
      const { message } = error as Error;
      if (error instanceof BadPackageError) return { kind: 'failed', reasonCode: 'InvalidZipFileException', reason: message };
      this.log.error({ err: error, functionId: target.functionId }, 'a version could not be prepared');
      return { kind: 'failed', reasonCode: 'InternalError', reason: message };
    }
  }

  async invoke(request: InvocationRequest, sink?: ResponseSink): Promise<InvocationOutcome> {
    const running = this.#invoke(request, sink);
    this.#underWay.set(running, { leaseId: request.leaseId, sinceMilliseconds: performance.now() });
    try {
      return await running;
    } finally {
      this.#underWay.delete(running);
    }
  }

  /** The leases of invocations that have been running for longer than `milliseconds`. */
  leasesHeldLongerThan(milliseconds: number): readonly string[] {
    const latest = performance.now() - milliseconds;
    return [...this.#underWay.values()].flatMap(({ leaseId, sinceMilliseconds }) =>
      leaseId !== undefined && sinceMilliseconds < latest ? [leaseId] : [],
    );
  }

  /** Refuses what comes from now on; resolves when what is under way has ended, at the latest after `milliseconds`. */
  async drain(milliseconds: number): Promise<void> {
    this.#draining = true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    await Promise.race([Promise.allSettled(this.#underWay.keys()), late]);
    clearTimeout(timer);
  }

  async #invoke(request: InvocationRequest, sink: ResponseSink | undefined): Promise<InvocationOutcome> {
    const { target } = request;
    if (this.#draining) return refused('ResourceNotReadyException', 'This worker is stopping. Try once more.');
    const unfit = this.#unfit(target);
    if (unfit) return unfit;
    const taken = await this.#taken(target);
    return 'kind' in taken ? taken : this.#runIn(taken, request, sink);
  }

  async #taken(target: ExecutableVersion): Promise<Taken | RefusedInvocation> {
    try {
      const taken = await this.pool.take(target);
      return taken === 'full' ? refused('TooManyRequestsException', 'Rate Exceeded.') : taken;
    } catch (error) {
      if (error instanceof BadPackageError) {
        return refused('InvalidZipFileException', `Lambda could not unzip the deployment package: ${error.message}`);
      }
      this.log.error({ err: error, functionId: target.functionId }, 'an environment could not be made');
      return refused('ServiceException', `An execution environment could not be made: ${(error as Error).message}`);
    }
  }

  async #runIn({ environment }: Taken, request: InvocationRequest, sink: ResponseSink | undefined): Promise<InvocationOutcome> {
    try {
      const finished = await environment.invoke(request, sink);
      this.#record(request, finished);
      this.pool.giveBack(environment);
      return finished;
    } catch (error) {
      void this.pool.discard(environment);
      this.log.error({ err: error, functionId: request.target.functionId }, 'a sandbox could not be started');
      return refused('ServiceException', `A sandbox could not be started: ${(error as Error).message}`);
    }
  }

  #unfit({ runtime, architecture }: ExecutableVersion): RefusedInvocation | undefined {
    const { names, architecture: own } = this.runtimes;
    if (!names.includes(runtime)) {
      return refused(
        'InvalidRuntimeException',
        `The runtime ${runtime} is not offered by this worker. Offered here: ${names.join(', ')}. Choose one of these with UpdateFunctionConfiguration.`,
      );
    }
    if (architecture === own) return undefined;
    return refused(
      'InvalidRuntimeException',
      `The function is built for ${architecture} and this worker runs on ${own}. Deploy it for ${own}, or add a worker that runs on ${architecture}.`,
    );
  }

  #record({ target, invokedFunctionArn }: InvocationRequest, { report, functionError }: FinishedInvocation): void {
    const [, , , , , , , qualifier] = invokedFunctionArn.split(':');
    const { accountId, region, functionId, functionName, version, memoryMegabytes } = target;
    this.metrics.record({
      accountId,
      region,
      functionId,
      functionName,
      ...(qualifier !== undefined && { qualifier }),
      executedVersion: version,
      endedAtMilliseconds: Date.now(),
      ...report,
      memoryMegabytes,
      failed: functionError !== undefined,
    });
  }
}

function refused(code: RefusedInvocation['code'], message: string): RefusedInvocation {
  return { kind: 'refused', code, message };
}
