import type { AnyPrincipal, Principal } from './principal.js';

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

/** Condition keys, such as `aws:SourceArn`, and their values. */
export type ConditionKeys = Readonly<Record<string, readonly string[]>>;

export interface AuthorizationRequest {
  readonly principal: AnyPrincipal;
  /** IAM's name of the action, such as `lambda:InvokeFunction`. */
  readonly action: string;
  readonly resource: string;
  /** Condition keys and their values. */
  readonly context?: ConditionKeys;
  /** The resource's own policy, where the resource has one. */
  readonly resourcePolicy?: string;
  /** The account that owns the resource, where its ARN does not say it: a bucket's does not. */
  readonly resourceAccountId?: string;
  /** The resource's policy must allow, also within one account: so it is with a role's trust policy. */
  readonly resourceMustAllow?: boolean;
}

export type Decision =
  | { readonly kind: 'allow'; readonly because: string }
  /** `message` is the text AWS gives the caller: who, what, on which resource and why not. `because` names the statement, if one denied. */
  | { readonly kind: 'deny'; readonly message: string; readonly because?: string };

/** Decides whether a principal may act. Never throws for a policy it cannot read: that is a denial. */
export interface Authorizer {
  authorize(request: AuthorizationRequest): Promise<Decision>;
}

/** Issues temporary credentials of a role, as an execution environment is given them. */
export interface RoleSessions {
  /** `context` is what the role's trust policy may ask for, such as `aws:SourceArn`. Rejects with IamError when the role cannot be assumed. */
  issue(
    roleArn: string,
    sessionName: string,
    durationSeconds: number,
    context?: ConditionKeys,
  ): Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken: string; expiration: Date }>;
}

/** Encrypts what must not be readable in the database, each bound to the context it was sealed in. */
export interface Sealer {
  seal(plaintext: Uint8Array, context: string): Uint8Array;
  /** Throws when the bytes were altered, or sealed in another context or under another key. */
  open(sealed: Uint8Array, context: string): Uint8Array;
}
