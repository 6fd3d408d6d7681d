import type { ExecutableVersion } from '@hearth/lambda';
import type { RefusedInvocation } from './invocation.js';

/** What is known of a worker when an invocation looks for one. */
export interface PlaceableWorker {
  readonly id: string;
  readonly runtimes: readonly string[];
  /** Environments of this configuration that this process believes to be warm there and free. */
  readonly warmFree: number;
  readonly freeMegabytes: number;
}

export type Placement =
  /** Try them in this order until one does not refuse for want of room. */
  | { readonly kind: 'try'; readonly workerIds: readonly string[] }
  | { readonly kind: 'refused'; readonly refusal: RefusedInvocation };

/** Decides where an invocation runs: where its configuration is warm, else where most memory is free. Pure. */
export function placement(target: Pick<ExecutableVersion, 'runtime'>, workers: readonly PlaceableWorker[]): Placement {
  if (workers.length === 0)
    return refused('ServiceException', 'No worker is running. Start Hearth with npm start, or look into the log of its worker.');
  const able = workers.filter((worker) => worker.runtimes.includes(target.runtime));
  if (able.length === 0) return refused('InvalidRuntimeException', notOffered(target.runtime, workers));
  const ordered = [...able].sort((a, b) => Number(b.warmFree > 0) - Number(a.warmFree > 0) || b.freeMegabytes - a.freeMegabytes);
  return { kind: 'try', workerIds: ordered.map((worker) => worker.id) };
}

function notOffered(runtime: string, workers: readonly PlaceableWorker[]): string {
  const offered = [...new Set(workers.flatMap((worker) => worker.runtimes))].sort();
  return `The runtime ${runtime} is not offered by any worker. Offered here: ${offered.join(', ') || 'none'}. Choose one of these with UpdateFunctionConfiguration, or add a worker that offers ${runtime}.`;
}

function refused(code: RefusedInvocation['code'], message: string): Placement {
  return { kind: 'refused', refusal: { kind: 'refused', code, message } };
}
