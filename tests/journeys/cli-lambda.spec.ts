import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningHearth, startHearth } from '../kit/hearth.js';
import { zipOf } from '../kit/zip-of.js';
import { AwsCli } from './aws-cli.js';

const minutes = 60_000;
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const queues = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }],
});
/** Answers with its own edition and with what its layer says, when it has one. */
const shop = (edition: string) => `
import { existsSync } from 'node:fs';
const prices = existsSync('/opt/nodejs/prices.mjs') ? (await import('/opt/nodejs/prices.mjs')).prices : 'none';
export const handler = async () => ({ edition: '${edition}', prices });`;

describe('a day with functions and the unmodified AWS CLI', () => {
  let hearth: RunningHearth;
  let aws: AwsCli;
  let folder: string;
  let functionArn: string;

  const lambda = (command: string, ...options: string[]) => aws.call('lambda', command, ...options);
  const onShop = (command: string, ...options: string[]) => lambda(command, '--function-name', 'shop', ...options);
  const refused = (command: string, ...options: string[]) => aws.refusal('lambda', command, ...options);
  const file = (name: string) => join(folder, name);
  const zipFile = async (name: string, files: Record<string, string>) => {
    await writeFile(file(name), await zipOf(files));
    return `fileb://${file(name)}`;
  };
  const answerOf = async (qualifier: string) => {
    const { ExecutedVersion } = await aws.invoke('shop', {}, file('answer.json'), '--qualifier', qualifier);
    return { version: ExecutedVersion, ...JSON.parse(await readFile(file('answer.json'), 'utf8')) };
  };
  const updated = () => aws.call('lambda', 'wait', 'function-updated-v2', '--function-name', 'shop');
  const deployed = async (edition: string) => {
    await onShop('update-function-code', '--zip-file', await zipFile('next.zip', { 'index.mjs': shop(edition) }));
    await updated();
    return onShop('publish-version', '--description', edition);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hearth-cli-day-'));
    hearth = await startHearth();
    aws = await AwsCli.of(hearth);
    const { Role } = await aws.call('iam', 'create-role', '--role-name', 'shop', '--assume-role-policy-document', trust);
    await aws.call('iam', 'put-role-policy', '--role-name', 'shop', '--policy-name', 'queues', '--policy-document', queues);
    await zipFile('shop.zip', { 'index.mjs': shop('first') });
    await aws.call('s3api', 'create-bucket', '--bucket', 'packages');
    await aws.call('s3api', 'put-object', '--bucket', 'packages', '--key', 'shop.zip', '--body', file('shop.zip'));
    const code = ['--code', 'S3Bucket=packages,S3Key=shop.zip', '--tags', 'team=shop'];
    const settings = ['--runtime', 'nodejs24.x', '--handler', 'index.handler', '--role', Role.Arn, '--timeout', '20'];
    const created = await onShop('create-function', ...code, ...settings);
    functionArn = created.FunctionArn;
    await aws.call('lambda', 'wait', 'function-active-v2', '--function-name', 'shop');
  }, 5 * minutes);

  afterAll(async () => {
    await hearth?.stop();
    await rm(folder, { recursive: true, force: true });
  }, minutes);

  const during = (name: string, work: () => Promise<void>) => it(name, work, 3 * minutes);

  during('deploys from S3 and shows what was deployed', async () => {
    expect(await onShop('get-function')).toMatchObject({
      Configuration: { FunctionArn: functionArn, State: 'Active', Runtime: 'nodejs24.x' },
      Code: { RepositoryType: 'S3' },
      Tags: { team: 'shop' },
    });
    expect(await onShop('get-function-configuration')).toMatchObject({ Timeout: 20, LastUpdateStatus: 'Successful' });
    expect(await answerOf('$LATEST')).toEqual({ version: '$LATEST', edition: 'first', prices: 'none' });
  });

  during('gives a function the files of a layer', async () => {
    const content = await zipFile('layer.zip', { 'nodejs/prices.mjs': "export const prices = 'of a layer';" });
    const name = ['--layer-name', 'prices'];
    const { LayerVersionArn, Version } = await lambda('publish-layer-version', ...name, '--zip-file', content);
    const version = [...name, '--version-number', String(Version)];
    await lambda('add-layer-version-permission', ...version, ...anybodyMayRead);
    expect(JSON.parse((await lambda('get-layer-version-policy', ...version)).Policy).Statement).toHaveLength(1);
    await lambda('remove-layer-version-permission', ...version, '--statement-id', 'all');
    expect(await lambda('get-layer-version', ...version)).toMatchObject({ LayerVersionArn });
    expect(await lambda('get-layer-version-by-arn', '--arn', LayerVersionArn)).toMatchObject({ Version });
    expect((await lambda('list-layers')).Layers).toMatchObject([{ LayerName: 'prices' }]);
    expect((await lambda('list-layer-versions', ...name)).LayerVersions).toHaveLength(1);
    await onShop('update-function-configuration', '--layers', LayerVersionArn);
    await updated();
    expect(await answerOf('$LATEST')).toMatchObject({ prices: 'of a layer' });
    await lambda('delete-layer-version', ...version);
  });

  during('shifts an alias from one version to the next', async () => {
    const first = await onShop('publish-version');
    const second = await deployed('second');
    expect([first.Version, second.Version]).toEqual(['1', '2']);
    expect((await onShop('list-versions-by-function')).Versions).toHaveLength(3);
    await onShop('create-alias', '--name', 'live', '--function-version', '1');
    const half = ['--routing-config', 'AdditionalVersionWeights={2=0.5}'];
    expect(await onShop('update-alias', '--name', 'live', ...half)).toMatchObject({
      RoutingConfig: { AdditionalVersionWeights: { 2: 0.5 } },
    });
    await onShop('update-alias', '--name', 'live', '--function-version', '2', '--routing-config', 'AdditionalVersionWeights={}');
    expect(await onShop('get-alias', '--name', 'live')).toMatchObject({ FunctionVersion: '2' });
    expect((await onShop('list-aliases')).Aliases).toHaveLength(1);
    expect(await answerOf('live')).toMatchObject({ version: '2', edition: 'second' });
    expect(await answerOf('1')).toMatchObject({ edition: 'first' });
  });

  during('lets another service in, and out again', async () => {
    const fromS3 = ['--action', 'lambda:InvokeFunction', '--principal', 's3.amazonaws.com', '--source-account', hearth.accountId];
    await onShop('add-permission', '--statement-id', 'uploads', ...fromS3);
    expect(await refused('add-permission', '--function-name', 'shop', '--statement-id', 'uploads', ...fromS3)).toContain(
      '(ResourceConflictException)',
    );
    expect(JSON.parse((await onShop('get-policy')).Policy).Statement).toMatchObject([{ Sid: 'uploads' }]);
    await onShop('remove-permission', '--statement-id', 'uploads');
    expect(await refused('get-policy', '--function-name', 'shop')).toContain('(ResourceNotFoundException)');
  });

  during('serves the function at a URL', async () => {
    const { FunctionUrl } = await onShop('create-function-url-config', '--auth-type', 'NONE', '--qualifier', 'live');
    const anybody = ['--principal', '*', '--qualifier', 'live'];
    const url = ['--action', 'lambda:InvokeFunctionUrl', '--function-url-auth-type', 'NONE'];
    await onShop('add-permission', '--statement-id', 'url', ...url, ...anybody);
    await onShop('add-permission', '--statement-id', 'call', '--action', 'lambda:InvokeFunction', ...anybody);
    expect(await onShop('get-function-url-config', '--qualifier', 'live')).toMatchObject({ FunctionUrl, AuthType: 'NONE' });
    expect((await onShop('list-function-url-configs')).FunctionUrlConfigs).toHaveLength(1);
    const visit = await fetch(FunctionUrl);
    expect([visit.status, await visit.json()]).toMatchObject([200, { edition: 'second' }]);
    await onShop('update-function-url-config', '--auth-type', 'AWS_IAM', '--qualifier', 'live');
    expect((await fetch(FunctionUrl)).status).toBe(403);
    await onShop('delete-function-url-config', '--qualifier', 'live');
  });

  during('keeps concurrency for a function', async () => {
    await onShop('put-function-concurrency', '--reserved-concurrent-executions', '5');
    expect(await onShop('get-function-concurrency')).toEqual({ ReservedConcurrentExecutions: 5 });
    const live = ['--qualifier', 'live'];
    await onShop('put-provisioned-concurrency-config', ...live, '--provisioned-concurrent-executions', '1');
    expect(await onShop('get-provisioned-concurrency-config', ...live)).toMatchObject({
      RequestedProvisionedConcurrentExecutions: 1,
    });
    expect((await onShop('list-provisioned-concurrency-configs')).ProvisionedConcurrencyConfigs).toHaveLength(1);
    await onShop('delete-provisioned-concurrency-config', ...live);
    await onShop('delete-function-concurrency');
    expect(await lambda('get-account-settings')).toMatchObject({ AccountUsage: { FunctionCount: 1 } });
  });

  during('says what becomes of events', async () => {
    await onShop('put-function-event-invoke-config', '--maximum-retry-attempts', '0');
    await onShop('update-function-event-invoke-config', '--maximum-event-age-in-seconds', '60');
    expect(await onShop('get-function-event-invoke-config')).toMatchObject({
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
    });
    expect((await onShop('list-function-event-invoke-configs')).FunctionEventInvokeConfigs).toHaveLength(1);
    const event = await aws.invoke('shop', {}, file('answer.json'), '--invocation-type', 'Event');
    expect(event).toEqual({ StatusCode: 202 });
    expect(await aws.invoke('shop', {}, file('answer.json'), '--invocation-type', 'DryRun')).toEqual({ StatusCode: 204 });
    await onShop('delete-function-event-invoke-config');
  });

  during('maps a queue to a function', async () => {
    const source = ['--event-source-arn', `arn:aws:sqs:us-east-1:${hearth.accountId}:orders`, '--no-enabled'];
    const { UUID } = await onShop('create-event-source-mapping', ...source, '--batch-size', '5');
    const mapping = ['--uuid', UUID];
    const rested = async () => {
      while ((await lambda('get-event-source-mapping', ...mapping)).State !== 'Disabled');
    };
    await rested();
    expect((await onShop('list-event-source-mappings')).EventSourceMappings).toMatchObject([{ UUID, BatchSize: 5 }]);
    expect(await lambda('update-event-source-mapping', ...mapping, '--batch-size', '7')).toMatchObject({ BatchSize: 7 });
    await rested();
    expect(await lambda('delete-event-source-mapping', ...mapping)).toMatchObject({ State: 'Deleting' });
  });

  during('holds a function to a code signing config', async () => {
    const publishers = `SigningProfileVersionArns=arn:aws:signer:us-east-1:${hearth.accountId}:/signing-profiles/shop`;
    const { CodeSigningConfig } = await lambda('create-code-signing-config', '--allowed-publishers', publishers);
    const config = ['--code-signing-config-arn', CodeSigningConfig.CodeSigningConfigArn];
    await lambda('update-code-signing-config', ...config, '--description', 'of the shop');
    expect((await lambda('get-code-signing-config', ...config)).CodeSigningConfig.Description).toBe('of the shop');
    expect((await lambda('list-code-signing-configs')).CodeSigningConfigs).toHaveLength(1);
    await onShop('put-function-code-signing-config', ...config);
    expect(await onShop('get-function-code-signing-config')).toMatchObject({ FunctionName: 'shop' });
    expect((await lambda('list-functions-by-code-signing-config', ...config)).FunctionArns).toEqual([functionArn]);
    await onShop('delete-function-code-signing-config');
    await lambda('delete-code-signing-config', ...config);
  });

  during('tags a function', async () => {
    const resource = ['--resource', functionArn];
    await lambda('tag-resource', ...resource, '--tags', 'stage=production');
    expect((await lambda('list-tags', ...resource)).Tags).toEqual({ team: 'shop', stage: 'production' });
    await lambda('untag-resource', ...resource, '--tag-keys', 'team');
    expect((await lambda('list-tags', ...resource)).Tags).toEqual({ stage: 'production' });
  });

  during('pages through more than one answer holds', async () => {
    await onShop('create-alias', '--name', 'other', '--function-version', '1');
    const { Aliases, NextToken } = await onShop('list-aliases', '--max-items', '1');
    const rest = await onShop('list-aliases', '--starting-token', NextToken);
    expect([...Aliases, ...rest.Aliases].map(({ Name }) => Name)).toEqual(['live', 'other']);
    const all = await onShop('list-versions-by-function', '--page-size', '1', '--query', 'Versions[].Version');
    expect(all).toEqual(['$LATEST', '1', '2']);
  });

  during('removes an alias, a version and the function, and says so when there is none', async () => {
    await onShop('delete-alias', '--name', 'other');
    await onShop('delete-function', '--qualifier', '1');
    expect(await onShop('list-versions-by-function', '--query', 'Versions[].Version')).toEqual(['$LATEST', '2']);
    await onShop('delete-function');
    expect((await lambda('list-functions')).Functions).toEqual([]);
    const gone = await refused('delete-function', '--function-name', 'shop');
    expect(gone).toContain('(ResourceNotFoundException) when calling the DeleteFunction operation');
    expect(gone).toContain(`Function not found: ${functionArn}`);
  });
});

const anybodyMayRead = ['--statement-id', 'all', '--action', 'lambda:GetLayerVersion', '--principal', '*'];
