/** Temporary credentials of the user who signed in; they end by themselves. */
export interface Credentials {
  AccessKeyId: string;
  SecretAccessKey: string;
  SessionToken: string;
  Expiration: Date;
}

export interface SignInRequest {
  /** A 12-digit account id. */
  Account: string | undefined;
  UserName: string | undefined;
  Password: string | undefined;
}

export interface SignInResponse {
  Credentials?: Credentials;
  AccountId?: string;
  UserArn?: string;
  UserName?: string;
}

// biome-ignore lint/suspicious/noEmptyInterface: the operation takes no members, and its shape has a name like every other's
export interface ListWorkersRequest {}

export interface Worker {
  WorkerId?: string;
  /** Runtimes it can run, by AWS's names. */
  Runtimes?: string[];
  SandboxDriver?: string;
  /** What its sandboxes cannot enforce, one sentence each; empty when all holds. */
  Unenforced?: string[];
  MemoryMegabytes?: number;
  StartedAt?: Date;
}

export interface ListWorkersResponse {
  /** Every worker whose heartbeat is heard, oldest first. */
  Workers?: Worker[];
}

/** What an account may use in the region of the call. Sizes are in bytes. */
export interface Quota {
  /** As GetAccountSettings of Lambda calls it, such as `ConcurrentExecutions`. */
  QuotaName?: string;
  Value?: number;
  /** What accounts may use that were given nothing else. */
  DefaultValue?: number;
}

// biome-ignore lint/suspicious/noEmptyInterface: the operation takes no members, and its shape has a name like every other's
export interface ListQuotasRequest {}

export interface ListQuotasResponse {
  Quotas?: Quota[];
}

export interface PutQuotaRequest {
  QuotaName: string | undefined;
  /** Without it the account may use again what accounts may use that were given nothing else. */
  Value?: number;
}
