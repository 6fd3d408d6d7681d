import type { AnyPrincipal, Principal, ServicePrincipal } from '../principal.js';
import type { PrincipalSelection } from './policy-document.js';

/**
 * How a resource's policy names a principal: itself (or everyone), or only its account, which leaves the decision to that account's
 * own policies.
 */
export type PrincipalMatch = 'named' | 'account' | 'none';

export function matchPrincipal(selection: PrincipalSelection, principal: AnyPrincipal): PrincipalMatch {
  if (selection.kind === 'all-else') return isExempt(selection, principal) ? 'none' : 'named';
  if (selection.aws.includes('*')) return 'named';
  if (principal.kind === 'anonymous') return 'none';
  if (principal.kind === 'service') return namesService(selection, principal) ? 'named' : 'none';
  if (selection.aws.some((name) => namesOf(principal).includes(name))) return 'named';
  return selection.aws.some((name) => accountNames(principal).includes(name)) ? 'account' : 'none';
}

/** `NotPrincipal` spares a principal only when each of its names is listed: the session, its role and the account. */
function isExempt(selection: PrincipalSelection, principal: AnyPrincipal): boolean {
  if (selection.aws.includes('*')) return true;
  if (principal.kind === 'anonymous') return false;
  if (principal.kind === 'service') return namesService(selection, principal);
  const account = accountNames(principal).some((name) => selection.aws.includes(name));
  const arns = principal.kind === 'assumed-role' ? [principal.arn, principal.roleArn] : [principal.arn];
  return account && arns.every((name) => selection.aws.includes(name));
}

function namesOf(principal: Principal): readonly string[] {
  switch (principal.kind) {
    case 'root':
      return accountNames(principal);
    case 'user':
      return [principal.arn, principal.uniqueId];
    case 'assumed-role':
      return [principal.arn, principal.roleArn, principal.uniqueId.split(':')[0]!];
  }
}

const namesService = ({ service }: PrincipalSelection, principal: ServicePrincipal) =>
  service.includes('*') || service.includes(principal.service);

const accountNames = ({ accountId }: Principal) => [accountId, `arn:aws:iam::${accountId}:root`];
