/** Whoever signs a request; the wire needs to know no more of it than its account. */
export interface Caller {
  readonly accountId: string;
}

/** A long-term or temporary key as the signature check needs it. */
export interface Credentials<Principal extends Caller = Caller> {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Present on temporary credentials; the request must carry the same. */
  readonly sessionToken?: string;
  readonly principal: Principal;
}

export type CredentialLookup<Principal extends Caller = Caller> =
  | { readonly kind: 'found'; readonly credentials: Credentials<Principal> }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired' };

/** Finds who an access key belongs to. */
export interface AccessKeys<Principal extends Caller = Caller> {
  find(accessKeyId: string, sessionToken: string | undefined): Promise<CredentialLookup<Principal>>;
}

/** Condition keys, such as `aws:SourceIp`, and their values. */
export type ConditionKeys = Readonly<Record<string, readonly string[]>>;

/** What a call needs permission for: IAM's name of the action, on which resource, in which circumstances. */
export interface Demand {
  readonly action: string;
  readonly resource: string;
  /** The service's own keys; those of the request itself are added by the wire and win. */
  readonly context?: ConditionKeys;
  /** The resource's own policy document, where the resource has one. */
  readonly resourcePolicy?: string;
}

/** Decides whether a caller may act; a denial carries the text AWS gives the caller. */
export interface Authorizer<Principal extends Caller = Caller> {
  authorize(
    request: Demand & { readonly principal: Principal },
  ): Promise<{ readonly kind: 'allow' } | { readonly kind: 'deny'; readonly message: string }>;
}
