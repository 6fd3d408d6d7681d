import { AttachLayers, type Blobs, LayerEditor, LayerPermissions, type PackageIntake } from '@hearth/lambda';
import { type PostgresConnection, PostgresLayerPolicies, PostgresLayers } from '@hearth/postgres';
import { type LayerHandlersParts, layerHandlers } from './layer-handlers.js';

/** Puts layers together: their operations, who may use them, and how functions come by them. */
export function openLayers(connection: PostgresConnection, blobs: Blobs, packages: PackageIntake) {
  const layers = new PostgresLayers(connection);
  const policies = new PostgresLayerPolicies(connection);
  const editor = new LayerEditor(layers, packages);
  const permissions = new LayerPermissions(policies);
  return {
    attach: new AttachLayers(layers, policies, blobs),
    handlers: (parts: Pick<LayerHandlersParts, 'objectsFor' | 'links'>) =>
      layerHandlers({ editor, layers, permissions, ...parts }),
  };
}
