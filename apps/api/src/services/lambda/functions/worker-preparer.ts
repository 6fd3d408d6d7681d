import type { Invocations } from '@hearth/dispatch';
import type { ExecutableVersion, VersionPreparer } from '@hearth/lambda';

/** Asks a worker. That none was there to be asked says nothing about the version. */
export class WorkerPreparer implements VersionPreparer {
  constructor(private readonly invocations: Pick<Invocations, 'prepare'>) {}

  async prepare(target: ExecutableVersion): ReturnType<VersionPreparer['prepare']> {
    const preparation = await this.invocations.prepare(target);
    if (preparation.kind === 'failed' && preparation.reasonCode === 'InternalError') throw new Error(preparation.reason);
    return preparation;
  }
}
