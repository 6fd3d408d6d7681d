import { HearthClient, ListWorkersCommand } from '@hearth/hearth-client';
import type { Account } from '../settings/account.js';

/** What the workers of the API at `endpoint` cannot enforce on this machine, one sentence each; empty when every limit holds. */
export async function unenforced(endpoint: string, account: Account): Promise<string[]> {
  const credentials = { accessKeyId: account.accessKeyId, secretAccessKey: account.secretAccessKey };
  const client = new HearthClient({ endpoint, region: 'us-east-1', credentials });
  try {
    const { Workers = [] } = await client.send(new ListWorkersCommand({}));
    return [...new Set(Workers.flatMap((worker) => worker.Unenforced ?? []))];
  } finally {
    client.destroy();
  }
}
