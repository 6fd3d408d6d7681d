import { randomBytes } from 'node:crypto';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { createWire } from '@hearth/aws-wire';
import type { Principal } from '@hearth/iam';
import { type Identity, openIdentity, openPostgres, type PostgresConnection, SecretBox } from '@hearth/postgres';
import { destination, pino } from 'pino';
import { iamService } from '../../apps/api/src/services/iam/index.js';
import { stsService } from '../../apps/api/src/services/sts/index.js';
import { accessLogFile } from './access-log.js';
import { testDatabase } from './database.js';
import { serveWire } from './wire-server.js';

export const accountId = '123456789012';
export const adminKey = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
export const adminPassword = 'correct horse battery staple';

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface IdentityEndpoint {
  readonly identity: Identity;
  readonly connection: PostgresConnection;
  readonly secretBox: SecretBox;
  /** Whatever was answered with a fault of our own. */
  readonly faults: readonly unknown[];
  iam(keys?: Keys): IAMClient;
  sts(keys?: Keys): STSClient;
  close(): Promise<void>;
}

/** IAM and STS over HTTP on a database of their own, with the first account in it. */
export async function identityEndpoint(): Promise<IdentityEndpoint> {
  const database = await testDatabase();
  const connection = openPostgres(database.url);
  const secretBox = SecretBox.fromMasterKey(randomBytes(32).toString('base64'));
  const identity = openIdentity({ connection, secretBox });
  await identity.ensureFirstAccount({ accountId, ...adminKey, adminPassword });
  const { accessKeys, authorizer } = identity;
  const faults: unknown[] = [];
  const services = [iamService(identity), stsService(identity)];
  const logFile = destination({ dest: accessLogFile(), sync: true });
  const log = pino({ level: 'debug' }, logFile);
  const server = await serveWire(
    createWire<Principal>({
      services,
      accessKeys,
      authorizer,
      onAnswer: (answered) => log.debug(answered, 'Answered'),
      onFault: ({ error }) => faults.push(error),
    }),
  );
  const options = (credentials: Keys) => ({ endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  return {
    identity,
    connection,
    secretBox,
    faults,
    iam: (keys = adminKey) => new IAMClient(options(keys)),
    sts: (keys = adminKey) => new STSClient(options(keys)),
    async close() {
      await server.close();
      logFile.end();
      await identity.close();
      await connection.close();
      await database.drop();
    },
  };
}
