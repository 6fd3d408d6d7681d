import type { AddressInfo } from 'node:net';
import type { Invocations, Provisioning } from '@hearth/dispatch';
import { migrate } from '@hearth/postgres';
import type { Logger } from 'pino';
import { compose } from './compose.js';
import type { ApiConfig } from './config.js';
import { openFrontDoor } from './front-door/open-front-door.js';

export interface RunningApi {
  readonly host: string;
  readonly port: number;
  /** Takes no new connections, lets what is under way finish, then closes everything. */
  drain(): Promise<void>;
}

/** Resolves once requests are answered. */
export async function startApi(config: ApiConfig, log: Logger, invocations?: Invocations & Provisioning): Promise<RunningApi> {
  await migrate(config.databaseUrl);
  const composition = await compose(config, log, invocations);
  try {
    await composition.start();
    const frontDoor = await openFrontDoor(composition, config.tls);
    await frontDoor.listen(config.listen.port, config.listen.host);
    const { address, port } = frontDoor.getHttpServer().address() as AddressInfo;
    return {
      host: address,
      port,
      drain: async () => {
        await frontDoor.close();
        await composition.close();
      },
    };
  } catch (error) {
    await composition.close();
    throw error;
  }
}
