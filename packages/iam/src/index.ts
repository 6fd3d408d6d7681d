export type {
  AccessKeys,
  AuthorizationRequest,
  Authorizer,
  CredentialLookup,
  Credentials,
  Decision,
  RoleSessions,
} from './ports.js';
export type { AssumedRolePrincipal, Principal, RootPrincipal, UserPrincipal } from './principal.js';
