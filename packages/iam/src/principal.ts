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
}
