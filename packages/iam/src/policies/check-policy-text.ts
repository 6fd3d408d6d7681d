import { IamError } from '../iam-error.js';
import { type PolicyDocument, type PolicyUse, parsePolicyDocument } from '../policy/policy-document.js';
import { UnreadablePolicy } from '../policy/unreadable-policy.js';

/** Reads a policy that a caller hands in; what it cannot read or is not fit for its use is MalformedPolicyDocument. */
export function checkPolicyText(text: string, use: PolicyUse): PolicyDocument {
  try {
    return parsePolicyDocument(text, use);
  } catch (error) {
    if (error instanceof UnreadablePolicy) throw new IamError('MalformedPolicyDocument', error.message);
    throw error;
  }
}

/** How IAM counts a policy against its quotas: without white space. */
export const policySize = (text: string) => text.replace(/\s/g, '').length;
