import type { Handlers } from '@hearth/aws-wire';
import type * as hearth from '@hearth/hearth-client';
import type { WorkerDirectory } from '@hearth/lambda';

type ListWorkers = NonNullable<Handlers<typeof hearth>['ListWorkers']>;

export function listWorkersHandler(workers: Pick<WorkerDirectory, 'list'>): ListWorkers {
  return async () => {
    const announced = [...(await workers.list())].sort((one, other) => one.startedAtMilliseconds - other.startedAtMilliseconds);
    return {
      Workers: announced.map((worker) => ({
        WorkerId: worker.id,
        Runtimes: [...worker.runtimes],
        SandboxDriver: worker.sandboxDriver,
        Unenforced: [...worker.unenforced],
        MemoryMegabytes: worker.memoryMegabytes,
        StartedAt: new Date(worker.startedAtMilliseconds),
      })),
    };
  };
}
