export type { AccessKey, AccessKeyLookup, AccessKeyStore } from './access-keys/access-key-store.js';
export { KeyDirectory } from './access-keys/key-directory.js';
export { type NewAccessKey, UserKeys } from './access-keys/user-keys.js';
export type { AccountStore, Founding } from './accounts/account-store.js';
export { ensureFirstAccount, type FirstAccountOutcome, type FirstAccountSettings } from './accounts/ensure-first-account.js';
export { PolicyAuthorizer } from './authorizer/policy-authorizer.js';
export type { GrantedPolicies, PolicySource, PolicyText } from './authorizer/policy-source.js';
export type { Entity, EntityStore, PageRequest, Tags } from './entity.js';
export type { GrantStore, InlinePolicy } from './grants/grant-store.js';
export { type EntityKind, PolicyGrants, roleKind, userKind } from './grants/policy-grants.js';
export { IamError, type IamErrorCode } from './iam-error.js';
export { parseArn, parseIamArn } from './names/arn.js';
export { accountOfAccessKeyId, newAccessKeyId, newSecretAccessKey } from './names/unique-id.js';
export type { Page, Paging } from './page.js';
export { awsManagedPolicies } from './policies/aws-managed-policies.js';
export {
  ManagedPolicies,
  type NewPolicy,
  type PolicyFilter,
  policyNameOf,
  type UsedPolicy,
} from './policies/managed-policies.js';
export { type ManagedPolicy, managedPolicyArn, type PolicyUsage, type PolicyVersion } from './policies/managed-policy.js';
export { PolicyBoundaries } from './policies/policy-boundaries.js';
export type { PolicyStore, PolicyVersionStore } from './policies/policy-store.js';
export { type PolicyDocument, type PolicyUse, parsePolicyDocument } from './policy/policy-document.js';
export { UnreadablePolicy } from './policy/unreadable-policy.js';
export type {
  AccessKeys,
  AuthorizationRequest,
  Authorizer,
  ConditionKeys,
  CredentialLookup,
  Credentials,
  Decision,
  RoleSessions,
  Sealer,
} from './ports.js';
export type {
  AnonymousPrincipal,
  AnyPrincipal,
  AssumedRolePrincipal,
  Principal,
  RootPrincipal,
  ServicePrincipal,
  Session,
  UserPrincipal,
} from './principal.js';
export { PrincipalDirectory } from './principals/principal-directory.js';
export { type Role, roleArn } from './roles/role.js';
export { RoleAuthority } from './roles/role-authority.js';
export { type RolePassage, RolePassing } from './roles/role-passing.js';
export { trustsService } from './roles/role-trust.js';
export { type NewRole, Roles } from './roles/roles.js';
export { type AssumedRole, type AssumeRequest, CallerSessions } from './sessions/caller-sessions.js';
export { ServiceRoleSessions } from './sessions/service-role-sessions.js';
export { type IssuedCredentials, SessionTokens } from './sessions/session-token.js';
export { ConsoleSignIn } from './sign-in/console-sign-in.js';
export { hashPassword, verifyPassword } from './sign-in/password-hash.js';
export type { PasswordStore } from './sign-in/password-store.js';
export { newTags, type Tag, tagList, withoutTags, withTags } from './tags.js';
export { type User, userArn, userPrincipal } from './users/user.js';
export { type NewUser, type UserBelongings, Users } from './users/users.js';
