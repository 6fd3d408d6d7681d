import type { Principal } from './principal.js';

/** A long-term or temporary key as the signature check needs it. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Present on temporary credentials; the request must carry the same. */
  readonly sessionToken?: string;
  readonly principal: Principal;
}

export type CredentialLookup =
  | { readonly kind: 'found'; readonly credentials: Credentials }
  /** No such key, or it is inactive, or its session token is missing or forged. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired' };

/** Finds who an access key belongs to. */
export interface AccessKeys {
  find(accessKeyId: string, sessionToken: string | undefined): Promise<CredentialLookup>;
}

export interface AuthorizationRequest {
  readonly principal: Principal;
  /** IAM's name of the action, such as `lambda:InvokeFunction`. */
  readonly action: string;
  readonly resource: string;
  /** Condition keys and their values. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
  /** The resource's own policy, where the resource has one. */
  readonly resourcePolicy?: string;
}

export type Decision =
  | { readonly kind: 'allow'; readonly because: string }
  /** `message` is the text AWS gives the caller: who, what, on which resource and why not. */
  | { readonly kind: 'deny'; readonly message: string };

/** Decides whether a principal may act. Never throws for a policy it cannot read: that is a denial. */
export interface Authorizer {
  authorize(request: AuthorizationRequest): Promise<Decision>;
}

/** Issues temporary credentials of a role, as an execution environment is given them. */
export interface RoleSessions {
  issue(
    roleArn: string,
    sessionName: string,
    durationSeconds: number,
  ): Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken: string; expiration: Date }>;
}
