import { randomUUID } from 'node:crypto';
import {
  AddLayerVersionPermissionCommand,
  GetLayerVersionPolicyCommand,
  PublishLayerVersionCommand,
  type PublishLayerVersionCommandInput,
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type RunningTestApi, runningApi } from '../../kit/running-api.js';
import { zipOf } from '../../kit/zip-of.js';
import { reproduceAnswers, reproduceErrors } from './reproduce.js';

let api: RunningTestApi;
let zip: Buffer;
beforeAll(async () => {
  api = await runningApi();
  zip = await zipOf({ 'file.txt': 'dummy' });
});
afterAll(() => api?.stop());

const arnOf = (name: string) => `arn:aws:lambda:us-east-1:111111111111:layer:${name}`;
const everybody = { Action: 'lambda:GetLayerVersion', Principal: '*' };
const python = { CompatibleRuntimes: ['python3.12'], CompatibleArchitectures: ['x86_64'] } as const;
const described = { ...python, LicenseInfo: 'MIT', Description: 'a layer' } as const;
const describedValues = { 'license-info': 'MIT', description: 'a layer' };

const named = (values: object, name: string) => ({ values: { 'resource:1': name, 'resource:3': name, ...values } });

/** A layer of its own for each case, with one version. */
async function published(changes: Record<string, unknown> = {}): Promise<string> {
  const LayerName = `layer-${randomUUID().slice(0, 8)}`;
  const input = { LayerName, Content: { ZipFile: zip }, ...changes } as PublishLayerVersionCommandInput;
  await api.lambda.send(new PublishLayerVersionCommand(input));
  return LayerName;
}

async function granted(...StatementIds: string[]): Promise<string> {
  const LayerName = await published();
  for (const StatementId of StatementIds) {
    await api.lambda.send(new AddLayerVersionPermissionCommand({ LayerName, VersionNumber: 1, StatementId, ...everybody }));
  }
  return LayerName;
}

const missing = (input: object) => ({ input, values: { 'resource:1': 'layer' } });
const ofVersion = async (input: object, layer: Promise<string> = published()) => {
  const LayerName = await layer;
  return { input: { LayerName, VersionNumber: 1, ...input }, ...named({}, LayerName) };
};

reproduceErrors('layers', () => api, {
  'AddLayerVersionPermission/layer_permission_action_invalid': () => ofVersion({ ...everybody, Action: '*', StatementId: 's' }),
  'AddLayerVersionPermission/layer_permission_layername_doesnotexist_add': () =>
    missing({ LayerName: 'layer-doesnotexist', VersionNumber: 1, StatementId: 's', ...everybody }),
  'AddLayerVersionPermission/layer_permission_layerversion_doesnotexist_add': () =>
    ofVersion({ VersionNumber: 2, StatementId: 's', ...everybody }),
  'AddLayerVersionPermission/layer_permission_duplicate_statement': () =>
    ofVersion({ StatementId: 's1', ...everybody }, granted('s1')),
  'AddLayerVersionPermission/layer_permission_wrong_revision': () =>
    ofVersion({ StatementId: 's2', RevisionId: 'wrong', ...everybody }, granted('s1')),
  'DeleteLayerVersion/delete_layer_version_exc_layerversion_invalid_version': () => ofVersion({ VersionNumber: -1 }),
  'GetLayerVersion/get_layer_version_exc_layer_version_doesnotexist_negative': () => ofVersion({ VersionNumber: -1 }),
  'GetLayerVersion/get_layer_version_exc_layer_doesnotexist': () => missing({ LayerName: 'layerdoesnotexist', VersionNumber: 1 }),
  'GetLayerVersionByArn/get_layer_version_by_arn_exc_invalidarn': () => ({
    input: { Arn: arnOf('layer') },
    values: { 'resource:1': 'layer' },
  }),
  'GetLayerVersionByArn/get_layer_version_by_arn_exc_nonexistentversion': async () => ({
    input: { Arn: `${arnOf(await published())}:2` },
  }),
  'GetLayerVersionPolicy/layer_permission_layername_doesnotexist_get': () =>
    missing({ LayerName: 'layer-doesnotexist', VersionNumber: 1 }),
  'GetLayerVersionPolicy/layer_permission_layerversion_doesnotexist_get': () => ofVersion({ VersionNumber: 2 }),
  'GetLayerVersionPolicy/layer_permission_nopolicy_get': () => ofVersion({}),
  'ListLayers/list_layers_exc_compatiblearchitecture_invalid': () => ({ input: { CompatibleArchitecture: 'archdoesnotexist' } }),
  'ListLayers/list_layers_exc_compatibleruntime_invalid': () => ({ input: { CompatibleRuntime: 'runtimedoesnotexist' } }),
  'PublishLayerVersion/publish_layer_version_exc_partially_invalid_values': () => ({
    input: {
      LayerName: 'testlayer-2',
      Content: { ZipFile: zip },
      CompatibleRuntimes: ['invalidruntime', 'invalidruntime2', 'nodejs20.x'],
      CompatibleArchitectures: ['invalidarch', 'x86_64'],
    },
  }),
  'PublishLayerVersion/publish_layer_version_exc_invalid_runtime_arch': () => ({
    input: {
      LayerName: 'testlayer-2',
      Content: { ZipFile: zip },
      CompatibleRuntimes: ['invalidruntime'],
      CompatibleArchitectures: ['invalidarch'],
    },
  }),
  'RemoveLayerVersionPermission/layer_permission_layername_doesnotexist_remove': () =>
    missing({ LayerName: 'layer-doesnotexist', VersionNumber: 1, StatementId: 's1' }),
  'RemoveLayerVersionPermission/layer_permission_layerversion_doesnotexist_remove': () =>
    ofVersion({ VersionNumber: 2, StatementId: 's1' }),
  'RemoveLayerVersionPermission/layer_permission_statementid_doesnotexist_remove': () =>
    ofVersion({ StatementId: 'doesnotexist' }, granted('s1')),
  'RemoveLayerVersionPermission/layer_permission_wrong_revision_remove': () =>
    ofVersion({ StatementId: 's1', RevisionId: 'wrong' }, granted('s1')),
});

reproduceAnswers('layers', () => api, {
  'AddLayerVersionPermission/add_layer_permission_result': () => ofVersion({ StatementId: 's1', ...everybody }),
  'DeleteLayerVersion/delete_nonexistent_response': () => ({ input: { LayerName: 'layerdoesnotexist', VersionNumber: 1 } }),
  'GetLayerVersion/get_layer_ver_result': async () => {
    const LayerName = await published(described);
    return { input: { LayerName, VersionNumber: 1 }, ...named(describedValues, LayerName) };
  },
  'GetLayerVersionByArn/get_layer_by_arn_version': async () => {
    const LayerName = await published(described);
    return { input: { Arn: `${arnOf(LayerName)}:1` }, ...named(describedValues, LayerName) };
  },
  'GetLayerVersionPolicy/get_layer_version_policy': () => ofVersion({}, granted('s1')),
  'ListLayerVersions/list_nonexistent_layer': () => ({ input: { LayerName: 'layerdoesnotexist' } }),
  'PublishLayerVersion/publish_result': () => ({
    input: { LayerName: 'first', Content: { ZipFile: zip }, ...described },
    ...named(describedValues, 'first'),
  }),
  'PublishLayerVersion/publish_result#2': () => ({
    input: { LayerName: 'second', Content: { ZipFile: zip }, ...python },
    ...named({}, 'second'),
  }),
  'PublishLayerVersion/publish_layer_result': async () => {
    const s3 = new S3Client({ ...api.clientSettings, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'layers' }));
    await s3.send(new PutObjectCommand({ Bucket: 'layers', Key: 'layer.zip', Body: zip }));
    s3.destroy();
    return {
      input: { LayerName: 'third', Content: { S3Bucket: 'layers', S3Key: 'layer.zip' } },
      ...named({}, 'third'),
    };
  },
  'RemoveLayerVersionPermission/remove_s2': async () => {
    const LayerName = await granted('s1', 's2');
    const { RevisionId } = await api.lambda.send(new GetLayerVersionPolicyCommand({ LayerName, VersionNumber: 1 }));
    return { input: { LayerName, VersionNumber: 1, StatementId: 's2', RevisionId } };
  },
});
