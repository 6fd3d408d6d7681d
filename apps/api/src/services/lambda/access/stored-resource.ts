import type { ConditionKeys } from '@hearth/aws-wire';
import {
  type EventSourceMappings,
  type FunctionReference,
  type FunctionUrlConfigs,
  functionArn,
  type LayerPolicies,
  type PoliciesInForce,
  parseLayerVersionArn,
  policyFor,
  type Scope,
} from '@hearth/lambda';
import { statementKeys, tagKeys } from './lambda-condition-keys.js';
import type { LambdaResource } from './lambda-resource.js';

/** Where authorisation looks up what it has to know of resources. */
export interface ResourceLookups {
  readonly policies: PoliciesInForce;
  readonly layers: Pick<LayerPolicies, 'find'>;
  readonly mappings: Pick<EventSourceMappings, 'find'>;
  readonly urls: Pick<FunctionUrlConfigs, 'find'>;
}

/** What a stored resource says to a call: its policy, and the condition keys that tell of it. */
export interface StoredResource {
  readonly keys: ConditionKeys;
  readonly policy: string | undefined;
}

const unknown: StoredResource = { keys: {}, policy: undefined };

/** Looks up the resource of a call. Of a function that is invoked nothing but memory is asked. */
export class StoredResources {
  constructor(private readonly lookups: ResourceLookups) {}

  async of(
    operation: string,
    { arn, reference }: LambdaResource,
    input: Readonly<Record<string, unknown>>,
    caller: Scope,
  ): Promise<StoredResource> {
    if (reference) return this.function(operation, reference, input.StatementId);
    const mappingId = /:event-source-mapping:([^:]+)$/.exec(arn)?.[1];
    if (mappingId !== undefined) return this.mapping(caller, mappingId);
    const layer = parseLayerVersionArn(arn);
    return layer ? { keys: {}, policy: (await this.lookups.layers.find(layer))?.text } : unknown;
  }

  private async function(
    operation: string,
    { scope, name, qualifier }: FunctionReference,
    statementId: unknown,
  ): Promise<StoredResource> {
    const access = await this.lookups.policies.accessOf(scope, name);
    if (!access) return unknown;
    const policy = policyFor(access, qualifier);
    const removed = operation === 'RemovePermission' ? statementKeys(policy, statementId) : {};
    const url = operation.endsWith('FunctionUrlConfig') ? await this.lookups.urls.find(access.functionId, qualifier) : undefined;
    const urlKeys: ConditionKeys = url ? { 'lambda:FunctionUrlAuthType': [url.authType] } : {};
    return { keys: { ...tagKeys('aws:ResourceTag', access.tags), ...removed, ...urlKeys }, policy };
  }

  private async mapping({ accountId, region }: Scope, id: string): Promise<StoredResource> {
    const found = await this.lookups.mappings.find({ accountId, region }, id);
    if (!found) return unknown;
    const mapped = functionArn(found, found.functionName, found.qualifier);
    return { keys: { 'lambda:FunctionArn': [mapped], ...tagKeys('aws:ResourceTag', found.tags) }, policy: undefined };
  }
}
