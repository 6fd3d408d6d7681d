import {
  type AccessKeys,
  type Authorizer,
  CallerSessions,
  ConsoleSignIn,
  ensureFirstAccount,
  type FirstAccountOutcome,
  type FirstAccountSettings,
  KeyDirectory,
  ManagedPolicies,
  PolicyAuthorizer,
  PolicyBoundaries,
  PolicyGrants,
  PrincipalDirectory,
  RoleAuthority,
  RolePassing,
  type RoleSessions,
  Roles,
  type Sealer,
  ServiceRoleSessions,
  SessionTokens,
  UserKeys,
  Users,
} from '@hearth/iam';
import type { PostgresConnection } from '../connection.js';
import { type Broadcast, IdentityChanges } from './identity-changes.js';
import { PostgresAccessKeys } from './postgres-access-keys.js';
import { PostgresAccounts } from './postgres-accounts.js';
import { PostgresEntities } from './postgres-entities.js';
import { PostgresGrants } from './postgres-grants.js';
import { PostgresPasswords } from './postgres-passwords.js';
import { PostgresPolicies } from './postgres-policies.js';
import { PostgresPolicySource } from './postgres-policy-source.js';
import { PostgresPolicyVersions } from './postgres-policy-versions.js';
import { RememberedIdentities } from './remembered-identities.js';

export interface IdentityOptions {
  readonly connection: PostgresConnection;
  readonly secretBox: Sealer;
  /** Without one, other processes notice a change within 5 s instead of at once. */
  readonly broadcast?: Broadcast;
}

/** Identity, put together. */
export interface Identity {
  readonly accessKeys: AccessKeys;
  readonly authorizer: Authorizer;
  /** Sessions that Lambda takes in execution roles. */
  readonly sessions: RoleSessions;
  readonly passRole: RolePassing;
  /** What a service may do in a role, in sessions of the given name. */
  readonly roleAuthority: (sessionName: string) => RoleAuthority;
  readonly principals: PrincipalDirectory;
  readonly signIn: ConsoleSignIn;
  readonly roles: Roles;
  readonly users: Users;
  readonly userKeys: UserKeys;
  readonly policies: ManagedPolicies;
  readonly grants: PolicyGrants;
  /** Sessions that callers of STS take. */
  readonly temporaryCredentials: CallerSessions;
  /** Safe to call at every start, from any number of processes. */
  ensureFirstAccount(settings: FirstAccountSettings): Promise<FirstAccountOutcome>;
  /** The account of an access key; undefined when the key is not known. */
  accountOfKey(accessKeyId: string): Promise<string | undefined>;
  /** Ends its subscription; the connection stays the caller's. */
  close(): Promise<void>;
}

/** Opens identity on a migrated database. */
export function openIdentity({ connection: { prisma }, secretBox, broadcast }: IdentityOptions): Identity {
  const changes = new IdentityChanges(broadcast);
  const keyStore = new PostgresAccessKeys(prisma, changes);
  const remembered = new RememberedIdentities(keyStore, new PostgresPolicySource(prisma));
  changes.listen((change) => remembered.forget(change));

  const roleStore = PostgresEntities.roles(prisma, changes);
  const userStore = PostgresEntities.users(prisma, changes);
  const passwords = new PostgresPasswords(prisma);
  const policies = new ManagedPolicies(new PostgresPolicies(prisma), new PostgresPolicyVersions(prisma, changes));
  const policyExists = policies.exists.bind(policies);
  const grants = new PolicyGrants(new PostgresGrants(prisma, changes), policyExists);
  const boundaries = new PolicyBoundaries(policyExists);
  const userKeys = new UserKeys(keyStore, secretBox);
  const tokens = new SessionTokens(secretBox);
  const authorizer = new PolicyAuthorizer(remembered);

  const roles = new Roles(roleStore, grants, boundaries);
  return {
    accessKeys: new KeyDirectory(remembered, userKeys, tokens, remembered),
    authorizer,
    sessions: new ServiceRoleSessions('lambda.amazonaws.com', roleStore, tokens),
    passRole: new RolePassing(roleStore, authorizer),
    principals: new PrincipalDirectory(userStore, roleStore),
    signIn: new ConsoleSignIn(userStore, passwords),
    roleAuthority: (sessionName) => new RoleAuthority(roles, authorizer, sessionName),
    roles,
    users: new Users(userStore, boundaries, { grants, keys: keyStore, passwords }),
    userKeys,
    policies,
    grants,
    temporaryCredentials: new CallerSessions(roleStore, authorizer, tokens, policyExists),
    ensureFirstAccount: (settings) => ensureFirstAccount(settings, new PostgresAccounts(prisma), userKeys, keyStore),
    accountOfKey: async (id) => (await keyStore.find(id))?.user.accountId,
    close: () => changes.close(),
  };
}
