import type { RolePassing } from '@hearth/iam';
import {
  type FunctionEditor,
  type FunctionReader,
  LambdaError,
  type VersionOfFunction,
  type VersionPublisher,
} from '@hearth/lambda';
import type { CodeLinks } from '../../code-download/code-links.js';
import { checkRoleFor } from './check-role.js';
import type { LambdaGroup } from './lambda-handlers.js';
import { presentVersion } from './present-version.js';
import { readCode } from './read-code.js';
import { readChange, readConfiguration } from './read-configuration.js';
import { ownReferenceOf, referenceOf } from './reference-of.js';
import { notBuilt } from './refuse-unbuilt.js';

type Group = LambdaGroup<
  | 'CreateFunction'
  | 'GetFunction'
  | 'GetFunctionConfiguration'
  | 'UpdateFunctionCode'
  | 'UpdateFunctionConfiguration'
  | 'DeleteFunction'
>;

/** `changed` is told of every function that is not as it was. */
export function functionHandlers(
  reader: FunctionReader,
  editor: FunctionEditor,
  publisher: VersionPublisher,
  passing: Pick<RolePassing, 'check'>,
  { links, changed }: { readonly links: CodeLinks; readonly changed: (fn: VersionOfFunction['fn']) => void },
): Group {
  return {
    async CreateFunction(input, call) {
      const reference = ownReferenceOf(input, call);
      const { scope, name } = reference;
      const configuration = readConfiguration(input, name);
      const wanted = { name, configuration, zip: readCode(input.Code!), tags: input.Tags ?? {}, publish: input.Publish ?? false };
      const created = await editor.create(scope, wanted, checkRoleFor(reference, call, passing));
      changed(created.fn);
      return presentVersion(created, undefined);
    },

    async GetFunction(input, call) {
      const reference = referenceOf(input, call);
      const found = await reader.findVersion(reference);
      const { tags } = found.fn;
      return {
        Configuration: presentVersion(found, reference.qualifier),
        Code: { RepositoryType: 'S3', Location: links.linkTo(found.version.code.sha256Hex) },
        ...(Object.keys(tags).length > 0 && { Tags: { ...tags } }),
      };
    },

    async GetFunctionConfiguration(input, call) {
      const reference = referenceOf(input, call);
      return presentVersion(await reader.findVersion(reference), reference.qualifier);
    },

    async UpdateFunctionCode(input, call) {
      if (input.ImageUri) throw imageForZip();
      if (input.PublishTo) throw notBuilt('PublishTo');
      const { Publish: publish = false, DryRun: dryRun = false, RevisionId: revisionId } = input;
      const architecture = input.Architectures?.[0];
      const change = {
        zip: readCode(input),
        publish,
        dryRun,
        ...(architecture && { architecture }),
        ...(revisionId !== undefined && { revisionId }),
      };
      const updated = await editor.updateCode(ownReferenceOf(input, call), change);
      if (!dryRun) changed(updated.fn);
      return presentVersion(updated, publish && !dryRun ? updated.version.version : undefined);
    },

    async UpdateFunctionConfiguration(input, call) {
      const reference = ownReferenceOf(input, call);
      const checkRole = checkRoleFor(reference, call, passing);
      const updated = await editor.updateConfiguration(reference, readChange(input), input.RevisionId, checkRole);
      changed(updated.fn);
      return presentVersion(updated, undefined);
    },

    async DeleteFunction(input, call) {
      const reference = ownReferenceOf(input, call);
      changed(await publisher.remove(reference));
      return { StatusCode: 204 };
    },
  };
}

const imageForZip = () =>
  new LambdaError(
    'InvalidParameterValueException',
    "Please don't provide ImageUri when updating a function with packageType Zip.",
  );
