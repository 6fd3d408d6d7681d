import type { CodeSource } from '../code/code-source.js';
import type { PackageIntake } from '../code/package-intake.js';
import { LambdaError } from '../lambda-error.js';
import { noSuchResource } from '../permissions/permissions.js';
import type { LayerContents, LayerName, LayerVersion, LayerVersionName } from './layer-version.js';
import type { Layers } from './layers.js';

/** Publishes versions of layers, finds and removes them, or refuses as AWS does. */
export class LayerEditor {
  constructor(
    private readonly layers: Layers,
    private readonly packages: PackageIntake,
  ) {}

  async publish(layer: LayerName, contents: Omit<LayerContents, 'code'>, source: CodeSource): Promise<LayerVersion> {
    return this.layers.publish(layer, { ...contents, code: await this.packages.keep(layer.scope, source) });
  }

  async find(layer: LayerVersionName): Promise<LayerVersion> {
    checkVersion(layer);
    const found = await this.layers.find(layer);
    if (!found) throw noSuchResource();
    return found;
  }

  /** A version that does not exist is no error. Functions that have the layer keep it. */
  async remove(layer: LayerVersionName): Promise<void> {
    checkVersion(layer);
    await this.layers.remove(layer);
  }
}

function checkVersion({ version }: LayerVersionName): void {
  if (version < 1) throw new LambdaError('InvalidParameterValueException', 'Layer Version Cannot be less than 1');
}
