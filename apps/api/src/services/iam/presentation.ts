import type * as iam from '@aws-sdk/client-iam';
import {
  type AccessKey,
  type InlinePolicy,
  type ManagedPolicy,
  managedPolicyArn,
  type Page,
  type Paging,
  type PolicyVersion,
  type Role,
  roleArn,
  tagList,
  type UsedPolicy,
  type User,
  userArn,
} from '@hearth/iam';

/** Documents travel URL-encoded as RFC 3986 says, in answers only. */
const encodeDocument = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** As CreateRole shows a new role. GetRole and ListRoles each show something else. */
export function newRole(role: Role): iam.Role {
  return { ...roleIdentity(role), ...boundary(role), ...givenTags(role) };
}

/** As GetRole shows it. */
export function wholeRole(role: Role): iam.Role {
  return { ...listedRole(role), RoleLastUsed: {}, ...boundary(role), ...givenTags(role) };
}

/** As ListRoles shows it. */
export function listedRole(role: Role): iam.Role {
  const { description, maxSessionSeconds } = role;
  return {
    ...describedRole(role),
    ...(description !== undefined && { Description: description }),
    MaxSessionDuration: maxSessionSeconds,
  };
}

/** As UpdateRoleDescription shows it. */
export function describedRole(role: Role): iam.Role {
  return { ...roleIdentity(role), ...(role.description !== undefined && { Description: role.description }) };
}

const roleIdentity = (role: Role): iam.Role => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: roleArn(role),
  CreateDate: role.createdAt,
  AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
});

/** As ListUsers shows it. */
export const listedUser = (user: User): iam.User => ({
  Path: user.path,
  UserName: user.name,
  UserId: user.id,
  Arn: userArn(user),
  CreateDate: user.createdAt,
});

/** As CreateUser and GetUser show it. */
export const wholeUser = (user: User): iam.User => ({ ...listedUser(user), ...boundary(user), ...givenTags(user) });

export const accessKeyMetadata = (key: AccessKey, userName: string): iam.AccessKeyMetadata => ({
  UserName: userName,
  AccessKeyId: key.id,
  Status: key.active ? 'Active' : 'Inactive',
  CreateDate: key.createdAt,
});

/** As CreatePolicy shows a new policy. */
export const newPolicy = (policy: ManagedPolicy): iam.Policy => ({
  ...policyIdentity({ ...policy, usage: { attachments: 0, boundaries: 0 } }),
  ...givenTags(policy),
});

/** As ListPolicies shows it. */
export const listedPolicy = policyIdentity;

/** As GetPolicy shows it. */
export const wholePolicy = (policy: UsedPolicy): iam.Policy => ({
  ...policyIdentity(policy),
  ...(policy.description !== undefined && { Description: policy.description }),
  Tags: tagList(policy.tags),
});

function policyIdentity(policy: UsedPolicy): iam.Policy {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: managedPolicyArn(policy),
    Path: policy.path,
    DefaultVersionId: `v${policy.defaultVersion}`,
    AttachmentCount: policy.usage.attachments,
    PermissionsBoundaryUsageCount: policy.usage.boundaries,
    IsAttachable: true,
    CreateDate: policy.createdAt,
    UpdateDate: policy.updatedAt,
  };
}

/** As ListPolicyVersions shows it. */
export const listedVersion = (version: PolicyVersion & { readonly isDefault: boolean }): iam.PolicyVersion => ({
  VersionId: `v${version.number}`,
  IsDefaultVersion: version.isDefault,
  CreateDate: version.createdAt,
});

/** As GetPolicyVersion shows it. */
export const wholeVersion = (version: PolicyVersion & { readonly isDefault: boolean }): iam.PolicyVersion => ({
  ...listedVersion(version),
  Document: encodeDocument(version.text),
});

export const inlinePolicy = ({ name, text }: InlinePolicy) => ({ PolicyName: name, PolicyDocument: encodeDocument(text) });

export const attachedPolicy = ({ arn, name }: { arn: string; name: string }): iam.AttachedPolicy => ({
  PolicyName: name,
  PolicyArn: arn,
});

/** What a listing asks for. */
export const paging = (input: { readonly Marker?: string | undefined; readonly MaxItems?: number | undefined }): Paging => ({
  ...(input.Marker !== undefined && { marker: input.Marker }),
  ...(input.MaxItems !== undefined && { maxItems: input.MaxItems }),
});

/** What every listing answers besides its items. */
export const truncation = ({ next }: Page<unknown>) => ({
  IsTruncated: next !== undefined,
  ...(next !== undefined && { Marker: next }),
});

const boundary = ({ boundaryArn }: Role | User) =>
  boundaryArn === undefined
    ? {}
    : {
        PermissionsBoundary: {
          PermissionsBoundaryType: 'Policy' as iam.PermissionsBoundaryAttachmentType,
          PermissionsBoundaryArn: boundaryArn,
        },
      };

const givenTags = ({ tags }: Pick<Role, 'tags'>) => (Object.keys(tags).length === 0 ? {} : { Tags: tagList(tags) });
