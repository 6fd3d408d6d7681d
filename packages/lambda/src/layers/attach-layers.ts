import type { Blobs } from '../code/blobs.js';
import { unzippedBytesMax } from '../code/check-package.js';
import type { DeploymentPackage } from '../functions/function-version.js';
import { LambdaError } from '../lambda-error.js';
import type { Scope } from '../names/scope.js';
import { layerArn, parseLayerVersionArn } from './layer-arn.js';
import { layerVersionNotFound } from './layer-permissions.js';
import type { LayerPolicies } from './layer-policies.js';
import type { FunctionLayer } from './layer-version.js';
import type { Layers } from './layers.js';

/** Refuses a layer version that the caller may not use. The question is identity's to answer; `policy` is the layer version's own. */
export type CheckLayer = (layerVersionArn: string, policy: string | undefined) => Promise<void>;

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const layersMax = 5;

/** Gives functions their layers, in the order in which they are unpacked over each other. */
export class AttachLayers {
  constructor(
    private readonly layers: Pick<Layers, 'find'>,
    private readonly policies: Pick<LayerPolicies, 'find'>,
    private readonly blobs: Pick<Blobs, 'renew'>,
  ) {}

  async attach(scope: Scope, arns: readonly string[], check: CheckLayer): Promise<readonly FunctionLayer[]> {
    if (arns.length > layersMax) throw invalid(`Cannot reference more than ${layersMax} layers.`);
    const attached = new Map<string, FunctionLayer>();
    for (const arn of arns) {
      const layer = parseLayerVersionArn(arn);
      if (!layer) throw layerVersionNotFound('InvalidParameterValueException', arn);
      if (layer.scope.region !== scope.region) {
        throw invalid(`Layers are not in the same region as the function. Layers are expected to be in region ${scope.region}.`);
      }
      await check(arn, (await this.policies.find(layer))?.text);
      const found = await this.layers.find(layer);
      if (!found) throw layerVersionNotFound('InvalidParameterValueException', arn);
      const other = attached.get(layerArn(layer));
      if (other) throw twice(other.arn, arn);
      // The layer version may be deleted before the function names its code: until then it counts as new.
      await this.blobs.renew(found.code.sha256Hex);
      attached.set(layerArn(layer), { arn, ...found.code });
    }
    return [...attached.values()];
  }
}

/** Refuses a function whose code and layers take more room together than one package may. */
export function checkTotalSize(
  code: Pick<DeploymentPackage, 'sizeBytes' | 'unzippedBytes'>,
  layers: readonly FunctionLayer[] = [],
): void {
  if (layers.length === 0) return;
  const bytes = [code, ...layers].reduce((sum, { unzippedBytes, sizeBytes }) => sum + (unzippedBytes ?? sizeBytes), 0);
  if (bytes <= unzippedBytesMax) return;
  throw invalid(
    `Function code combined with layers exceeds the maximum allowed size of ${unzippedBytesMax} bytes. The actual size is ${bytes} bytes.`,
  );
}

const twice = (one: string, other: string) =>
  invalid(
    'Two different versions of the same layer are not allowed to be referenced in the same function. ' +
      `${one} and ${other} are versions of the same layer.`,
  );

const invalid = (message: string) => new LambdaError('InvalidParameterValueException', message);
