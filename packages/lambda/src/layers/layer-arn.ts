import { LambdaError } from '../lambda-error.js';
import type { Scope } from '../names/scope.js';
import { noSuchResource } from '../permissions/permissions.js';
import type { LayerName, LayerVersionName } from './layer-version.js';

/** Each layer version has one ARN: by another one, policies would not know it. */
const form = /^arn:aws:lambda:([a-z0-9-]+):(\d{12}):layer:([a-zA-Z0-9-_]+)(?::(0|[1-9]\d*))?$/;

export function layerArn({ scope, name }: LayerName): string {
  return `arn:aws:lambda:${scope.region}:${scope.accountId}:layer:${name}`;
}

export function layerVersionArn(layer: LayerVersionName): string {
  return `${layerArn(layer)}:${layer.version}`;
}

/** The layer that a name or an ARN means. Refuses layers of another region, and what is the ARN of no layer. */
export function parseLayerName(given: string, caller: Scope): LayerName {
  const match = form.exec(given);
  if (!match && given.startsWith('arn:')) throw noSuchResource();
  const [, region = caller.region, accountId = caller.accountId, name = given] = match ?? [];
  if (region !== caller.region) {
    throw new LambdaError(
      'ResourceNotFoundException',
      `Layers from '${region}' are not reachable in this region ('${caller.region}')`,
    );
  }
  return { scope: { accountId, region }, name };
}

/** The layer version that an ARN names, wherever it is; undefined for AWS's own layers, which have no account. */
export function parseLayerVersionArn(arn: string): LayerVersionName | undefined {
  const [, region, accountId, name, version] = form.exec(arn) ?? [];
  if (region === undefined || accountId === undefined || name === undefined || version === undefined) return undefined;
  return { scope: { accountId, region }, name, version: Number(version) };
}
