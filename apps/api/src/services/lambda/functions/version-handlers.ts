import type { VersionOfFunction, VersionPublisher } from '@hearth/lambda';
import type { LambdaGroup } from '../lambda-handlers.js';
import { referenceOf } from '../reference-of.js';
import { presentVersion } from './present-version.js';
import { refuseUnbuilt } from './refuse-unbuilt.js';

export function versionHandlers(
  publisher: VersionPublisher,
  changed: (fn: VersionOfFunction['fn']) => void,
): LambdaGroup<'PublishVersion'> {
  return {
    async PublishVersion(input, call) {
      const published = await publisher.publish(referenceOf(input, call), {
        ...(input.Description !== undefined && { description: input.Description }),
        ...(input.CodeSha256 && { codeSha256: input.CodeSha256 }),
        ...(input.RevisionId && { revisionId: input.RevisionId }),
        checkOptions: () => refuseUnbuilt(input),
      });
      changed(published.fn);
      return presentVersion(published, published.version.version);
    },
  };
}
