import type { Architecture } from '../executable-version.js';
import type { Page, Paged } from '../functions/functions.js';
import type { Scope } from '../names/scope.js';
import type { LayerContents, LayerName, LayerVersion, LayerVersionName } from './layer-version.js';

/** What versions of layers must say of themselves to be listed; one that says nothing is not listed then. */
export interface LayerFilter {
  readonly runtime?: string;
  readonly architecture?: Architecture;
}

/** Where layers are kept. */
export interface Layers {
  /** Keeps a version under the next number. Numbers are never used again, also after every version was removed. */
  publish(layer: LayerName, contents: LayerContents): Promise<LayerVersion>;
  find(layer: LayerVersionName): Promise<LayerVersion | undefined>;
  /** The newest matching version of each layer, by name. */
  list(scope: Scope, filter: LayerFilter, page: Page): Promise<Paged<LayerVersion>>;
  /** The newest first. */
  listVersions(layer: LayerName, filter: LayerFilter, page: Page): Promise<Paged<LayerVersion>>;
  remove(layer: LayerVersionName): Promise<void>;
}
