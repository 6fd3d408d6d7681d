/** Whose signatures an account trusts, and what becomes of code that has none of them. */
export interface CodeSigningConfig {
  /** `csc-` and 17 letters or digits, as AWS makes them. */
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly description?: string;
  /** Signing profile versions of AWS Signer. */
  readonly publisherArns: readonly string[];
  readonly untrustedArtifacts: 'Warn' | 'Enforce';
  readonly modifiedAt: Date;
  readonly tags: Readonly<Record<string, string>>;
}

export const codeSigningConfigArn = ({ accountId, region, id }: Pick<CodeSigningConfig, 'accountId' | 'region' | 'id'>) =>
  `arn:aws:lambda:${region}:${accountId}:code-signing-config:${id}`;
