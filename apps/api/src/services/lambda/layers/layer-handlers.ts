import type { LayerVersionsListItem, PublishLayerVersionCommandOutput } from '@aws-sdk/client-lambda';
import type { Call } from '@hearth/aws-wire';
import type { Principal } from '@hearth/iam';
import {
  type CodeObjects,
  type LayerEditor,
  type LayerFilter,
  type LayerPermissions,
  type Layers,
  type LayerVersion,
  type LayerVersionName,
  layerArn,
  layerVersionArn,
  parseLayerName,
  parseLayerVersionArn,
  type Scope,
} from '@hearth/lambda';
import type { PackageLinks } from '../../s3/index.js';
import { readCode } from '../functions/read-code.js';
import { notBuilt } from '../functions/refuse-unbuilt.js';
import type { LambdaGroup } from '../lambda-handlers.js';
import { presentNext, readPage } from '../markers.js';

type Group = LambdaGroup<
  | 'PublishLayerVersion'
  | 'GetLayerVersion'
  | 'GetLayerVersionByArn'
  | 'ListLayers'
  | 'ListLayerVersions'
  | 'DeleteLayerVersion'
  | 'AddLayerVersionPermission'
  | 'RemoveLayerVersionPermission'
  | 'GetLayerVersionPolicy'
>;

export interface LayerHandlersParts {
  readonly editor: LayerEditor;
  readonly layers: Layers;
  readonly permissions: LayerPermissions;
  /** Objects in S3 as the caller may read them. */
  readonly objectsFor: (call: Call<Principal>) => CodeObjects;
  readonly links: PackageLinks;
}

export function layerHandlers({ editor, layers, permissions, objectsFor, links }: LayerHandlersParts): Group {
  return {
    async PublishLayerVersion(input, call) {
      const content = input.Content!;
      if (content.S3ObjectStorageMode === 'REFERENCE') throw notBuilt('S3ObjectStorageMode REFERENCE');
      const contents = {
        description: input.Description ?? '',
        ...(input.CompatibleRuntimes && { compatibleRuntimes: input.CompatibleRuntimes }),
        ...(input.CompatibleArchitectures && { compatibleArchitectures: input.CompatibleArchitectures }),
        ...(input.LicenseInfo !== undefined && { licenseInfo: input.LicenseInfo }),
      };
      const source = readCode(content, objectsFor(call));
      return present(await editor.publish(parseLayerName(input.LayerName!, scopeOf(call)), contents, source), links);
    },

    async GetLayerVersion(input, call) {
      return present(await editor.find(layerVersionOf(input, call)), links);
    },

    async GetLayerVersionByArn(input, call) {
      const { version } = parseLayerVersionArn(input.Arn!) ?? { version: 0 };
      const layer = parseLayerName(input.Arn!, scopeOf(call));
      return present(await editor.find({ ...layer, version }), links);
    },

    async ListLayers(input, call) {
      const { items, next } = await layers.list(scopeOf(call), filterOf(input), readPage(input));
      const Layers = items.map((layer) => ({
        LayerName: layer.name,
        LayerArn: layerArn(layer),
        LatestMatchingVersion: presentListed(layer),
      }));
      return { Layers, ...presentNext(next) };
    },

    async ListLayerVersions(input, call) {
      const layer = parseLayerName(input.LayerName!, scopeOf(call));
      const { items, next } = await layers.listVersions(layer, filterOf(input), readPage(input));
      return { LayerVersions: items.map(presentListed), ...presentNext(next) };
    },

    async DeleteLayerVersion(input, call) {
      await editor.remove(layerVersionOf(input, call));
      return {};
    },

    async AddLayerVersionPermission(input, call) {
      const permission = {
        statementId: input.StatementId!,
        action: input.Action!,
        principal: input.Principal!,
        ...(input.OrganizationId && { organizationId: input.OrganizationId }),
      };
      const { statement, revisionId } = await permissions.add(layerVersionOf(input, call), permission, input.RevisionId);
      return { Statement: JSON.stringify(statement), RevisionId: revisionId };
    },

    async RemoveLayerVersionPermission(input, call) {
      await permissions.remove(layerVersionOf(input, call), input.StatementId!, input.RevisionId);
      return {};
    },

    async GetLayerVersionPolicy(input, call) {
      const { text, revisionId } = await permissions.find(layerVersionOf(input, call));
      return { Policy: text, RevisionId: revisionId };
    },
  };
}

const scopeOf = ({ accountId, region }: Scope): Scope => ({ accountId, region });

function layerVersionOf(
  input: { readonly LayerName?: string | undefined; readonly VersionNumber?: number | undefined },
  caller: Scope,
): LayerVersionName {
  return { ...parseLayerName(input.LayerName!, scopeOf(caller)), version: input.VersionNumber! };
}

function filterOf(input: {
  readonly CompatibleRuntime?: LayerFilter['runtime'];
  readonly CompatibleArchitecture?: LayerFilter['architecture'];
}): LayerFilter {
  return {
    ...(input.CompatibleRuntime && { runtime: input.CompatibleRuntime }),
    ...(input.CompatibleArchitecture && { architecture: input.CompatibleArchitecture }),
  };
}

function present(layer: LayerVersion, links: PackageLinks): Omit<PublishLayerVersionCommandOutput, '$metadata'> {
  const { code } = layer;
  return {
    ...presentListed(layer),
    LayerArn: layerArn(layer),
    Content: {
      Location: links.linkTo({ kind: 'layers', scope: layer.scope, name: layer.name, code, modifiedAt: layer.createdAt }),
      CodeSha256: Buffer.from(code.sha256Hex, 'hex').toString('base64'),
      CodeSize: code.sizeBytes,
    },
  };
}

function presentListed(layer: LayerVersion): LayerVersionsListItem {
  const { compatibleRuntimes, compatibleArchitectures, licenseInfo } = layer;
  return {
    LayerVersionArn: layerVersionArn(layer),
    Version: layer.version,
    Description: layer.description,
    CreatedDate: layer.createdAt.toISOString().replace('Z', '+0000'),
    ...(compatibleRuntimes && {
      CompatibleRuntimes: compatibleRuntimes as NonNullable<LayerVersionsListItem['CompatibleRuntimes']>,
    }),
    ...(compatibleArchitectures && { CompatibleArchitectures: [...compatibleArchitectures] }),
    ...(licenseInfo !== undefined && { LicenseInfo: licenseInfo }),
  };
}
