import type * as iam from '@aws-sdk/client-iam';
import type { Handlers } from '@hearth/aws-wire';
import type { ManagedPolicies, Principal } from '@hearth/iam';
import { listedPolicy, listedVersion, newPolicy, paging, truncation, wholePolicy, wholeVersion } from './presentation.js';

export function policyHandlers(policies: ManagedPolicies) {
  return {
    async CreatePolicy(input, { accountId }) {
      const policy = await policies.create(accountId, {
        name: input.PolicyName,
        text: input.PolicyDocument,
        ...(input.Path !== undefined && { path: input.Path }),
        ...(input.Description !== undefined && { description: input.Description }),
        ...(input.Tags && { tags: input.Tags }),
      });
      return { Policy: newPolicy(policy) };
    },

    async GetPolicy(input, { accountId }) {
      return { Policy: wholePolicy(await policies.get(accountId, input.PolicyArn)) };
    },

    async ListPolicies(input, { accountId }) {
      const filter = {
        scope: input.Scope ?? 'All',
        onlyAttached: input.OnlyAttached ?? false,
        pathPrefix: input.PathPrefix ?? '/',
      };
      const page = await policies.list(accountId, filter, paging(input));
      return { Policies: page.items.map(listedPolicy), ...truncation(page) };
    },

    async DeletePolicy(input) {
      await policies.delete(input.PolicyArn);
      return {};
    },

    async CreatePolicyVersion(input) {
      const version = await policies.createVersion(input.PolicyArn, input.PolicyDocument, input.SetAsDefault ?? false);
      return { PolicyVersion: listedVersion(version) };
    },

    async GetPolicyVersion(input) {
      return { PolicyVersion: wholeVersion(await policies.version(input.PolicyArn, input.VersionId)) };
    },

    async ListPolicyVersions(input) {
      return { Versions: (await policies.versions(input.PolicyArn)).map(listedVersion), IsTruncated: false };
    },

    async SetDefaultPolicyVersion(input) {
      await policies.setDefaultVersion(input.PolicyArn, input.VersionId);
      return {};
    },

    async DeletePolicyVersion(input) {
      await policies.deleteVersion(input.PolicyArn, input.VersionId);
      return {};
    },
  } satisfies Handlers<typeof iam, Principal>;
}
