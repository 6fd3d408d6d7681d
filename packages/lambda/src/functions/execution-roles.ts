/** What Lambda needs to ask of identity when a function is given a role. */
export interface ExecutionRoles {
  /** Whether the role exists and its trust policy lets Lambda assume it. */
  assumableByLambda(roleArn: string): Promise<boolean>;
}
