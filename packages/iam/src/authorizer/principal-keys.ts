import type { ConditionKeys } from '../ports.js';
import type { AnyPrincipal } from '../principal.js';

/**
 * The global condition keys that tell of the caller and of the time. No request can replace them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function principalKeys(principal: AnyPrincipal, tags: Readonly<Record<string, string>>, now: Date): ConditionKeys {
  const time = {
    'aws:CurrentTime': [now.toISOString()],
    'aws:EpochTime': [String(Math.floor(now.getTime() / 1000))],
    'aws:ViaAWSService': ['false'],
  };
  const session = principal.kind === 'user' || principal.kind === 'assumed-role' ? principal.session : undefined;
  if (principal.kind === 'anonymous') {
    return { ...time, 'aws:PrincipalIsAWSService': ['false'], 'aws:PrincipalType': ['Anonymous'], 'aws:userid': ['anonymous'] };
  }
  if (principal.kind === 'service') {
    return { ...time, 'aws:PrincipalIsAWSService': ['true'], 'aws:PrincipalServiceName': [principal.service] };
  }
  return {
    ...time,
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, [value]])),
    'aws:PrincipalIsAWSService': ['false'],
    'aws:PrincipalAccount': [principal.accountId],
    'aws:userid': [principal.uniqueId],
    'aws:PrincipalArn': [principal.kind === 'assumed-role' ? principal.roleArn : principal.arn],
    'aws:PrincipalType': [principalTypes[principal.kind]],
    'aws:username': principal.kind === 'user' ? [principal.userName] : [],
    'aws:TokenIssueTime': session ? [session.issuedAt.toISOString()] : [],
    'lambda:SourceFunctionArn': session?.sourceFunctionArn === undefined ? [] : [session.sourceFunctionArn],
  };
}

const principalTypes = { root: 'Account', user: 'User', 'assumed-role': 'AssumedRole' } as const;
