import { LambdaError } from '../lambda-error.js';
import type { Scope } from '../names/scope.js';
import type { LayerName, LayerVersionName } from './layer-version.js';

const form = /^arn:[a-zA-Z0-9-]+:lambda:([a-z0-9-]+):(\d{12}):layer:([a-zA-Z0-9-_]+)(?::(\d+))?$/;

export function layerArn({ scope, name }: LayerName): string {
  return `arn:aws:lambda:${scope.region}:${scope.accountId}:layer:${name}`;
}

export function layerVersionArn(layer: LayerVersionName): string {
  return `${layerArn(layer)}:${layer.version}`;
}

/** The layer that a name or an ARN without version means. Refuses layers of another region. */
export function parseLayerName(given: string, caller: Scope): LayerName {
  const [, region = caller.region, accountId = caller.accountId, name = given] = form.exec(given) ?? [];
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
