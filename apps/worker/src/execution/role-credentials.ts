export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** Issues what an execution environment signs its own calls with. */
export interface RoleCredentials {
  /** Rejects when the role is gone or does not trust Lambda. */
  credentialsFor(roleArn: string, sessionName: string): Promise<TemporaryCredentials>;
}
