import { CreateRoleCommand } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  type LambdaClient,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import type { RunningTestApi } from '../kit/running-api.js';
import { zipOf } from '../kit/zip-of.js';

export const echoZip = () => zipOf({ 'index.js': 'exports.handler = async (event) => event;\n' });
export const otherZip = () => zipOf({ 'index.js': 'exports.handler = async () => "other";\n' });

/** A role that the given service may assume, under a condition if one is given. */
export async function roleFor(
  { iam }: RunningTestApi,
  name: string,
  service = 'lambda.amazonaws.com',
  condition: object = {},
): Promise<string> {
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole', Condition: condition }],
  };
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  return Role!.Arn!;
}

export async function simple(role: string, name: string): Promise<CreateFunctionCommandInput> {
  return { FunctionName: name, Role: role, Runtime: 'nodejs22.x', Handler: 'index.handler', Code: { ZipFile: await echoZip() } };
}

/** A function that is Active. */
export async function deployed(
  { lambda }: RunningTestApi,
  role: string,
  name: string,
  changes: Partial<CreateFunctionCommandInput> = {},
): Promise<void> {
  await lambda.send(new CreateFunctionCommand({ ...(await simple(role, name)), ...changes }));
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 20, minDelay: 1, maxDelay: 1 }, { FunctionName: name });
}

export async function updated(lambda: LambdaClient, name: string): Promise<void> {
  await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 20, minDelay: 1, maxDelay: 1 }, { FunctionName: name });
}
