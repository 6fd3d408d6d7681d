import { randomUUID } from 'node:crypto';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { openIdentity, openPostgres, SecretBox } from '@hearth/postgres';
import type { RunningTestApi } from '../kit/running-api.js';

export interface TestAccount {
  readonly accountId: string;
  readonly lambda: LambdaClient;
  readonly iam: IAMClient;
}

export interface TestUser {
  readonly arn: string;
  readonly lambda: LambdaClient;
}

/** A second account beside the API's own, with clients of its administrator. */
export async function anotherAccount({ config, clientSettings }: RunningTestApi, accountId: string): Promise<TestAccount> {
  const connection = openPostgres(config.databaseUrl);
  const identity = openIdentity({ connection, secretBox: SecretBox.fromMasterKey(config.masterKey) });
  const credentials = {
    accessKeyId: `AKIA${randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase()}`,
    secretAccessKey: randomUUID(),
  };
  await identity.ensureFirstAccount({ accountId, ...credentials, adminPassword: randomUUID() });
  await identity.close();
  await connection.close();
  const settings = { ...clientSettings, credentials };
  return { accountId, lambda: new LambdaClient(settings), iam: new IAMClient(settings) };
}

/** A user of an account who may do what the statements say, and nothing without any. */
export async function userOf(
  iam: IAMClient,
  { clientSettings }: RunningTestApi,
  statements: readonly object[] = [],
): Promise<TestUser> {
  const UserName = `u-${randomUUID()}`;
  const { User } = await iam.send(new CreateUserCommand({ UserName }));
  if (statements.length > 0) {
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument }));
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const credentials = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
  return { arn: User!.Arn!, lambda: new LambdaClient({ ...clientSettings, credentials }) };
}
