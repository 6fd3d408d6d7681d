import { ListWorkersCommand } from '@hearth/hearth-client';
import { endpoint } from '../../../server/endpoint';

export interface WorkerReport {
  readonly workers: number;
  /** What no sandbox of some worker enforces, each sentence once. */
  readonly unenforced: readonly string[];
}

export const GET = endpoint(async ({ clients }): Promise<WorkerReport> => {
  const { Workers = [] } = await clients.hearth.send(new ListWorkersCommand({}));
  return { workers: Workers.length, unenforced: [...new Set(Workers.flatMap((worker) => worker.Unenforced ?? []))] };
});
