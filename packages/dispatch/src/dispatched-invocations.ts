import type { ExecutableVersion, WorkerDirectory } from '@hearth/lambda';
import type {
  InvocationOutcome,
  InvocationRequest,
  Invocations,
  Preparation,
  RefusedInvocation,
  ResponseSink,
} from './invocation.js';
import { type KnownWorker, KnownWorkers } from './known-workers.js';
import { type Placement, placement } from './placement.js';
import { type Provision, type Provisioning, shares } from './provisioning.js';
import { WarmEnvironments } from './warm-environments.js';
import { WorkerLostError, WorkerUnreachableError } from './worker-connection.js';

/** Runs invocations on the workers of a directory: the API's implementation of Invocations. */
export class DispatchedInvocations implements Invocations, Provisioning {
  readonly #warm = new WarmEnvironments();
  readonly #workers: KnownWorkers;

  constructor(directory: WorkerDirectory) {
    this.#workers = new KnownWorkers(directory, (workerId) => this.#warm.forgetWorker(workerId));
  }

  /**
   * Where its configuration is warm, else where most memory is free; a worker that is full, draining or gone is passed over before
   * any code ran. Rejects with WorkerLostError when a worker was lost with the invocation under way.
   */
  async invoke(request: InvocationRequest, sink?: ResponseSink): Promise<InvocationOutcome> {
    const { configurationId } = request.target;
    return this.#firstThatTakes(request.target, async (worker) => {
      const workerId = worker.announcement.id;
      this.#warm.taken(configurationId, workerId);
      const outcome = await worker.connection.invoke(request, sink);
      if (outcome.kind === 'finished') this.#warm.returned(configurationId, workerId);
      return outcome;
    });
  }

  async prepare(target: ExecutableVersion): Promise<Preparation> {
    try {
      const answer = await this.#firstThatTakes(target, ({ connection }) => connection.prepare(target));
      if (answer.kind !== 'refused') return answer;
      const reasonCode = answer.code === 'InvalidRuntimeException' ? 'InvalidRuntime' : 'InternalError';
      return { kind: 'failed', reasonCode, reason: answer.message };
    } catch (error) {
      return { kind: 'failed', reasonCode: 'InternalError', reason: `The worker was lost: ${(error as Error).message}` };
    }
  }

  /** Shared out evenly among the workers that offer the runtime; what one cannot keep is not kept by another. */
  async keep(target: ExecutableVersion, environments: number): Promise<Provision> {
    const listed = await this.#workers.list();
    const able = listed
      .filter(({ announcement }) => announcement.runtimes.includes(target.runtime))
      .sort((a, b) => (a.announcement.id < b.announcement.id ? -1 : 1));
    const share = shares(environments, able.length);
    const provisions = await Promise.all(able.map((worker, at) => this.#keepOn(worker, target, share[at]!)));
    return {
      ready: provisions.reduce((sum, { ready }) => sum + ready, 0),
      failed: provisions.some(({ failed }) => failed),
      full: provisions.some(({ full }) => full),
    };
  }

  close(): void {
    this.#workers.close();
  }

  async #keepOn(worker: KnownWorker, target: ExecutableVersion, environments: number): Promise<Provision> {
    const provision = await this.#reached(worker, ({ connection }) => connection.keep(target, environments)).catch(
      () => 'unreachable' as const,
    );
    if (provision === 'unreachable') return { ready: 0, failed: false, full: false };
    this.#warm.atLeast(target.configurationId, worker.announcement.id, provision.ready);
    return provision;
  }

  async #firstThatTakes<T extends { readonly kind: string }>(
    target: ExecutableVersion,
    attempt: (worker: KnownWorker) => Promise<T | RefusedInvocation>,
    passedOver: ReadonlySet<string> = new Set(),
  ): Promise<T | RefusedInvocation> {
    const listed = await this.#workers.list();
    const workers = new Map(
      listed.map((worker) => [worker.announcement.id, worker] as const).filter(([id]) => !passedOver.has(id)),
    );
    const placed = this.#placement(target, [...workers.values()]);
    if (placed.kind === 'refused') return placed.refusal;
    let last: RefusedInvocation | undefined;
    for (const workerId of placed.workerIds) {
      const outcome = await this.#reached(workers.get(workerId)!, attempt);
      if (outcome === 'unreachable') continue;
      if (!isRefused(outcome) || !mayFitElsewhere[outcome.code]) return outcome;
      last = outcome;
    }
    // Whoever took the place of the unreachable ones may have been announced meanwhile.
    return last ?? this.#firstThatTakes(target, attempt, new Set([...passedOver, ...workers.keys()]));
  }

  async #reached<T>(worker: KnownWorker, attempt: (worker: KnownWorker) => Promise<T>): Promise<T | 'unreachable'> {
    try {
      return await attempt(worker);
    } catch (error) {
      const gone = error instanceof WorkerUnreachableError || error instanceof WorkerLostError;
      if (gone) await this.#workers.strike(worker.announcement.id);
      if (error instanceof WorkerUnreachableError) return 'unreachable';
      throw error;
    }
  }

  #placement(target: ExecutableVersion, workers: readonly KnownWorker[]): Placement {
    return placement(
      target,
      workers.map(({ announcement, connection }) => ({
        id: announcement.id,
        runtimes: announcement.runtimes,
        warmFree: this.#warm.free(target.configurationId, announcement.id),
        freeMegabytes: connection.freeMegabytes ?? announcement.memoryMegabytes,
      })),
    );
  }
}

/** What concerns this one worker, against what is wrong with the function and would be refused by every other as well. */
const mayFitElsewhere: Record<RefusedInvocation['code'], boolean> = {
  TooManyRequestsException: true,
  ResourceNotReadyException: true,
  ServiceException: true,
  InvalidRuntimeException: false,
  InvalidZipFileException: false,
};

function isRefused(outcome: { readonly kind: string }): outcome is RefusedInvocation {
  return outcome.kind === 'refused';
}
