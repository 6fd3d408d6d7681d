/** Who makes a request, once its signature has been verified. */
export type Principal = RootPrincipal | UserPrincipal | AssumedRolePrincipal;

export interface RootPrincipal {
  readonly kind: 'root';
  readonly accountId: string;
  /** `arn:aws:iam::ACCOUNT:root` */
  readonly arn: string;
  /** What GetCallerIdentity shows as UserId. */
  readonly uniqueId: string;
}

export interface UserPrincipal {
  readonly kind: 'user';
  readonly accountId: string;
  readonly arn: string;
  /** `AIDA…` */
  readonly uniqueId: string;
  readonly userName: string;
  /** Present when the request was signed with temporary credentials of GetSessionToken. */
  readonly session?: Session;
}

export interface AssumedRolePrincipal {
  readonly kind: 'assumed-role';
  readonly accountId: string;
  /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` */
  readonly arn: string;
  /** `AROA…:SESSION` */
  readonly uniqueId: string;
  readonly roleArn: string;
  readonly sessionName: string;
  readonly session?: Session;
}

/** What temporary credentials say of themselves. */
export interface Session {
  readonly issuedAt: Date;
  /** Session policies: the session may do at most what they allow. */
  readonly policies?: readonly string[];
  /** ARNs of managed policies that limit the session in the same way. */
  readonly policyArns?: readonly string[];
  /** The function whose execution environment was given the credentials. */
  readonly sourceFunctionArn?: string;
}

/** An AWS service that acts on its own behalf: it has no identity-based policies, so only a resource's policy can allow it. */
export interface ServicePrincipal {
  readonly kind: 'service';
  /** Such as `lambda.amazonaws.com`. */
  readonly service: string;
}

/** Whoever sends a request that nobody signed: only a resource's policy that names everybody can allow it. */
export interface AnonymousPrincipal {
  readonly kind: 'anonymous';
}

/** Everyone whom a policy can decide about. */
export type AnyPrincipal = Principal | ServicePrincipal | AnonymousPrincipal;
