import type { Call } from '@hearth/aws-wire';
import type { Authorizer, Principal, RolePassing } from '@hearth/iam';
import type {
  AttachLayers,
  Checks,
  CodeObjects,
  CodeSigning,
  FunctionEditor,
  FunctionReader,
  ReservedConcurrencies,
  Scope,
  VersionOfFunction,
  VersionPublisher,
} from '@hearth/lambda';
import type { PackageLinks } from '../../s3/index.js';
import type { LambdaGroup } from '../lambda-handlers.js';
import { checkLayerFor } from '../layers/check-layer.js';
import { ownReferenceOf, referenceOf } from '../reference-of.js';
import { checkOptions } from './check-options.js';
import { checkRoleFor } from './check-role.js';
import { presentVersion } from './present-version.js';
import { readCode } from './read-code.js';
import { readChange, readConfiguration } from './read-configuration.js';
import { refuseUnbuilt } from './refuse-unbuilt.js';

type Group = LambdaGroup<
  | 'CreateFunction'
  | 'GetFunction'
  | 'GetFunctionConfiguration'
  | 'UpdateFunctionCode'
  | 'UpdateFunctionConfiguration'
  | 'DeleteFunction'
>;

export interface FunctionHandlersParts {
  readonly reader: FunctionReader;
  readonly editor: FunctionEditor;
  readonly publisher: VersionPublisher;
  readonly passRole: Pick<RolePassing, 'check'>;
  readonly layers: AttachLayers;
  readonly signing: Pick<CodeSigning, 'require' | 'checkDeployment'>;
  readonly authorizer: Authorizer;
  /** Objects in S3 as the caller may read them. */
  readonly objectsFor: (call: Call<Principal>) => CodeObjects;
  readonly links: PackageLinks;
  readonly reservations: Pick<ReservedConcurrencies, 'find'>;
  /** Is told of every function that is not as it was. */
  readonly changed: (fn: VersionOfFunction['fn']) => void;
}

export function functionHandlers({ reader, editor, publisher, ...parts }: FunctionHandlersParts): Group {
  const { passRole, objectsFor, links, changed, signing, reservations } = parts;
  const signature: Checks['signature'] = (fn) => signing.checkDeployment(fn);
  const layersFor = (scope: Scope, arns: readonly string[] | undefined, call: Call<Principal>) => async () =>
    arns && parts.layers.attach(scope, arns, checkLayerFor(call, parts.authorizer));
  return {
    async CreateFunction(input, call) {
      const reference = ownReferenceOf(input, call);
      const { scope, name } = reference;
      checkOptions(input);
      if (input.PackageType === 'Image') refuseUnbuilt(input);
      const wanted = {
        name,
        configuration: readConfiguration(input, name),
        code: readCode(input.Code!, objectsFor(call)),
        tags: input.Tags ?? {},
        publish: input.Publish ?? false,
        codeSigningConfigId: input.CodeSigningConfigArn && (await signing.require(scope, input.CodeSigningConfigArn)).id,
      };
      const checks = {
        role: checkRoleFor(reference, call, passRole),
        layers: layersFor(scope, input.Layers, call),
        signature,
        options: () => refuseUnbuilt(input),
      };
      const created = await editor.create(scope, wanted, checks);
      changed(created.fn);
      return presentVersion(created, undefined);
    },

    async GetFunction(input, call) {
      const reference = referenceOf(input, call);
      const found = await reader.findVersion(reference);
      const { tags, id } = found.fn;
      const reserved = await reservations.find(id);
      const { code, modifiedAt } = found.version;
      const linked = { kind: 'tasks', scope: reference.scope, name: reference.name, code, modifiedAt } as const;
      return {
        Configuration: presentVersion(found, reference.qualifier),
        Code: { RepositoryType: 'S3', Location: links.linkTo(linked) },
        ...(Object.keys(tags).length > 0 && { Tags: { ...tags } }),
        ...(reserved !== undefined && { Concurrency: { ReservedConcurrentExecutions: reserved } }),
      };
    },

    async GetFunctionConfiguration(input, call) {
      const reference = referenceOf(input, call);
      return presentVersion(await reader.findVersion(reference), reference.qualifier);
    },

    async UpdateFunctionCode(input, call) {
      const { Publish: publish = false, DryRun: dryRun = false, RevisionId: revisionId } = input;
      const architecture = input.Architectures?.[0];
      const change = {
        code: readCode(input, objectsFor(call)),
        publish,
        dryRun,
        ...(architecture && { architecture }),
        ...(revisionId !== undefined && { revisionId }),
      };
      const updated = await editor.updateCode(referenceOf(input, call), change, {
        signature,
        options: () => refuseUnbuilt(input),
      });
      if (!dryRun) changed(updated.fn);
      return presentVersion(updated, publish && !dryRun ? updated.version.version : undefined);
    },

    async UpdateFunctionConfiguration(input, call) {
      const reference = ownReferenceOf(input, call);
      checkOptions(input);
      const checks = {
        role: checkRoleFor(reference, call, passRole),
        layers: layersFor(reference.scope, input.Layers, call),
        signature,
        options: () => refuseUnbuilt(input),
      };
      const updated = await editor.updateConfiguration(reference, readChange(input), input.RevisionId, checks);
      changed(updated.fn);
      return presentVersion(updated, undefined);
    },

    async DeleteFunction(input, call) {
      const reference = referenceOf(input, call);
      changed(await publisher.remove(reference));
      return { StatusCode: 204 };
    },
  };
}
