import { IamError } from '../iam-error.js';

/** Knows which policies may limit a user or a role. */
export class PolicyBoundaries {
  readonly #exists: (policyArn: string, accountId: string) => Promise<boolean>;

  constructor(exists: (policyArn: string, accountId: string) => Promise<boolean>) {
    this.#exists = exists;
  }

  /** Throws in AWS's words unless the ARN is of a managed policy that the account may use. */
  async require(policyArn: string, accountId: string): Promise<void> {
    if (!/^arn:aws:iam::(\d{12}|aws):policy\/.+$/.test(policyArn))
      throw new IamError('InvalidInput', `ARN ${policyArn} is not valid.`);
    if (!(await this.#exists(policyArn, accountId))) {
      throw new IamError('NoSuchEntity', `Scope ARN: ${policyArn} does not exist or is not attachable.`);
    }
  }
}
