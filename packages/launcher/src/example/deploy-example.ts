import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { AttachRolePolicyCommand, CreateRoleCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, GetFunctionCommand, LambdaClient, waitUntilFunctionActiveV2 } from '@aws-sdk/client-lambda';
import yazl from 'yazl';
import type { Account } from '../settings/account.js';

const name = 'hello';
const roleName = 'hello-role';
const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/**
 * Deploys `examples/hello` through the public API, once in the life of an installation: one that a person has deleted stays
 * deleted. Resolves with its name, or null when it is not there.
 */
export async function deployExample(clone: string, home: string, endpoint: string, account: Account): Promise<string | null> {
  const client = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: account.accessKeyId, secretAccessKey: account.secretAccessKey },
  };
  const lambda = new LambdaClient(client);
  const iam = new IAMClient(client);
  const marker = join(home, 'example-deployed');
  try {
    if (!existsSync(marker)) {
      await deploy(lambda, await role(iam), await zipped(join(clone, 'examples', name)));
      writeFileSync(marker, `${new Date().toISOString()}\n`);
    }
    return (await unless('ResourceNotFoundException', lambda.send(new GetFunctionCommand({ FunctionName: name })))) ? name : null;
  } finally {
    lambda.destroy();
    iam.destroy();
  }
}

async function deploy(lambda: LambdaClient, Role: string, ZipFile: Buffer): Promise<void> {
  const configuration = {
    FunctionName: name,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    MemorySize: 128,
    Timeout: 10,
  } as const;
  const create = new CreateFunctionCommand({
    ...configuration,
    Role,
    Code: { ZipFile },
    Description: 'The example of examples/hello',
  });
  await unless('ResourceConflictException', lambda.send(create));
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 60, minDelay: 1, maxDelay: 2 }, { FunctionName: name });
}

async function role(iam: IAMClient): Promise<string> {
  const create = new CreateRoleCommand({ RoleName: roleName, AssumeRolePolicyDocument: JSON.stringify(trust) });
  const { Role } =
    (await unless('EntityAlreadyExistsException', iam.send(create))) ??
    (await iam.send(new GetRoleCommand({ RoleName: roleName })));
  const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
  await iam.send(new AttachRolePolicyCommand({ RoleName: roleName, PolicyArn }));
  return Role!.Arn!;
}

/** What `answer` gives, or null when it is refused with the error named. */
async function unless<T>(errorName: string, answer: Promise<T>): Promise<T | null> {
  return answer.catch((error) => {
    if (error.name === errorName) return null;
    throw error;
  });
}

async function zipped(folder: string): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const file of readdirSync(folder)) zip.addBuffer(readFileSync(join(folder, file)), file);
  zip.end();
  return buffer(zip.outputStream);
}
