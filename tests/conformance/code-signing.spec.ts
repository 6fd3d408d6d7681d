import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateCodeSigningConfigCommand,
  CreateFunctionCommand,
  DeleteCodeSigningConfigCommand,
  DeleteFunctionCommand,
  GetFunctionCodeSigningConfigCommand,
  GetFunctionCommand,
  ListCodeSigningConfigsCommand,
  ListFunctionsByCodeSigningConfigCommand,
  ListTagsCommand,
  PutFunctionCodeSigningConfigCommand,
  TagResourceCommand,
  UpdateCodeSigningConfigCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { type RunningTestApi, runningApi } from '../kit/running-api.js';
import { deployed, otherZip, roleFor, simple, updated } from './deployment.js';
import { eventually } from './eventually.js';
import { refusal } from './refusal.js';

const publisher = 'arn:aws:signer:us-east-1:111111111111:/signing-profiles/test';
let api: RunningTestApi;
let role: string;
beforeAll(async () => {
  api = await runningApi();
  role = await roleFor(api, 'execution');
});
afterAll(() => api?.stop());

async function config(UntrustedArtifactOnDeployment?: 'Warn' | 'Enforce'): Promise<string> {
  const { CodeSigningConfig } = await api.lambda.send(
    new CreateCodeSigningConfigCommand({
      AllowedPublishers: { SigningProfileVersionArns: [publisher] },
      ...(UntrustedArtifactOnDeployment && { CodeSigningPolicies: { UntrustedArtifactOnDeployment } }),
    }),
  );
  return CodeSigningConfig!.CodeSigningConfigArn!;
}

const unverified = (name: string) => ({
  status: 400,
  code: 'CodeVerificationFailedException',
  message:
    'Lambda cannot deploy the function. The function or layer might be signed using a signature that the client is not configured to ' +
    `accept. Check the provided signature for arn:aws:lambda:us-east-1:111111111111:function:${name}.`,
  Type: 'User',
});

describe('a code signing config that enforces signatures', () => {
  it('lets no function be created, because nothing is signed here', async () => {
    const CodeSigningConfigArn = await config('Enforce');
    const created = api.lambda.send(new CreateFunctionCommand({ ...(await simple(role, 'forged')), CodeSigningConfigArn }));
    expect(await refusal(created)).toEqual(unverified('forged'));
    expect((await refusal(api.lambda.send(new GetFunctionCommand({ FunctionName: 'forged' })))).code).toBe(
      'ResourceNotFoundException',
    );
  });

  it('lets a function that is held to it keep its code and change all else, and no new code come in', async () => {
    const CodeSigningConfigArn = await config('Enforce');
    const FunctionName = 'kept';
    await deployed(api, role, FunctionName);
    await api.lambda.send(new PutFunctionCodeSigningConfigCommand({ FunctionName, CodeSigningConfigArn }));
    const update = async (DryRun = false) =>
      api.lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: await otherZip(), DryRun }));
    expect(await refusal(update())).toEqual(unverified(FunctionName));
    expect(await refusal(update(true))).toEqual(unverified(FunctionName));
    await api.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 9 }));
    await updated(api.lambda, FunctionName);
    const warn = { UntrustedArtifactOnDeployment: 'Warn' } as const;
    await api.lambda.send(new UpdateCodeSigningConfigCommand({ CodeSigningConfigArn, CodeSigningPolicies: warn }));
    await update();
  });
});

/** How many deployments the metric has, once it has some. */
async function warnings(FunctionName: string): Promise<number> {
  const cloudwatch = new CloudWatchClient(api.clientSettings);
  const look = async () => {
    const { Datapoints = [] } = await cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: 'AWS/Lambda',
        MetricName: 'SignatureValidationErrors',
        Dimensions: [{ Name: 'FunctionName', Value: FunctionName }],
        StartTime: new Date(Date.now() - 3_600_000),
        EndTime: new Date(Date.now() + 3_600_000),
        Period: 86_400,
        Statistics: ['Sum'],
      }),
    );
    return Datapoints[0]?.Sum;
  };
  return eventually(look).finally(() => cloudwatch.destroy());
}

describe('a code signing config', () => {
  it('only warns unless it is told otherwise, and is given to a function as it is created', async () => {
    const CodeSigningConfigArn = await config();
    await deployed(api, role, 'warned', { CodeSigningConfigArn });
    const { $metadata: _metadata, ...held } = await api.lambda.send(
      new GetFunctionCodeSigningConfigCommand({ FunctionName: 'warned' }),
    );
    expect(held).toEqual({ CodeSigningConfigArn, FunctionName: 'warned' });
    expect(await warnings('warned')).toBe(1);
  });

  it('is deleted only when no function is held to it', async () => {
    const CodeSigningConfigArn = await config('Warn');
    await deployed(api, role, 'holder', { CodeSigningConfigArn });
    const remove = () => api.lambda.send(new DeleteCodeSigningConfigCommand({ CodeSigningConfigArn }));
    expect(await refusal(remove())).toMatchObject({ status: 409, code: 'ResourceConflictException', Type: 'User' });
    await api.lambda.send(new DeleteFunctionCommand({ FunctionName: 'holder' }));
    expect((await remove()).$metadata.httpStatusCode).toBe(204);
  });

  it('is refused to a new function when it does not exist', async () => {
    const CodeSigningConfigArn = await config();
    await api.lambda.send(new DeleteCodeSigningConfigCommand({ CodeSigningConfigArn }));
    const created = api.lambda.send(new CreateFunctionCommand({ ...(await simple(role, 'lost')), CodeSigningConfigArn }));
    expect(await refusal(created)).toEqual({
      status: 404,
      code: 'CodeSigningConfigNotFoundException',
      message: `The code signing configuration cannot be found. Check that the provided configuration is not deleted: ${CodeSigningConfigArn}.`,
      Type: 'User',
    });
  });

  it('is listed with the others and with its functions, page by page, and carries tags', async () => {
    const arns = [await config(), await config(), await config()];
    const listed: string[] = [];
    for (let Marker: string | undefined; ; ) {
      const page = await api.lambda.send(new ListCodeSigningConfigsCommand({ MaxItems: 2, Marker }));
      expect(page.CodeSigningConfigs!.length).toBeLessThanOrEqual(2);
      listed.push(...page.CodeSigningConfigs!.map(({ CodeSigningConfigArn }) => CodeSigningConfigArn!));
      Marker = page.NextMarker;
      if (!Marker) break;
    }
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed).toEqual(expect.arrayContaining(arns));
    for (const FunctionName of ['b', 'a']) await deployed(api, role, FunctionName, { CodeSigningConfigArn: arns[0]! });
    const { FunctionArns } = await api.lambda.send(
      new ListFunctionsByCodeSigningConfigCommand({ CodeSigningConfigArn: arns[0]! }),
    );
    expect(FunctionArns).toEqual(['a', 'b'].map((name) => `arn:aws:lambda:us-east-1:111111111111:function:${name}`));
    await api.lambda.send(new TagResourceCommand({ Resource: arns[1]!, Tags: { team: 'a' } }));
    expect((await api.lambda.send(new ListTagsCommand({ Resource: arns[1]! }))).Tags).toEqual({ team: 'a' });
  });
});
