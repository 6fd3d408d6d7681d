import { evaluate } from '../policy/evaluate.js';
import { parsePolicyDocument } from '../policy/policy-document.js';
import { requestContext } from '../policy/request-context.js';
import { UnreadablePolicy } from '../policy/unreadable-policy.js';
import type { ConditionKeys } from '../ports.js';
import { type Role, roleArn } from './role.js';

/** Whether a role's trust policy lets an AWS service, such as `lambda.amazonaws.com`, assume it. A policy that cannot be read does not. */
export function trustsService(role: Role, service: string, context: ConditionKeys = {}): boolean {
  try {
    const document = parsePolicyDocument(role.trustPolicy, 'trust');
    const question = {
      action: 'sts:AssumeRole',
      resource: roleArn(role),
      context: requestContext(context, { 'aws:PrincipalIsAWSService': ['true'], 'aws:PrincipalServiceName': [service] }),
    };
    const verdict = evaluate({ kind: 'service', service }, question, {
      identity: [],
      boundary: undefined,
      session: undefined,
      resource: { name: 'the trust policy', document },
      resourceAccountId: role.accountId,
      resourceMustAllow: true,
    });
    return verdict.kind === 'allow';
  } catch (error) {
    if (error instanceof UnreadablePolicy) return false;
    throw error;
  }
}
