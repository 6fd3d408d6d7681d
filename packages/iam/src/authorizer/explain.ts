import type { Verdict } from '../policy/evaluate.js';
import type { UnreadablePolicy } from '../policy/unreadable-policy.js';
import type { AuthorizationRequest, Decision } from '../ports.js';
import type { AnyPrincipal } from '../principal.js';

/** Texts as in https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function explainDeny(request: AuthorizationRequest, verdict: Exclude<Verdict, { kind: 'allow' }>): Decision {
  if (verdict.kind === 'implicit-deny') {
    return deny(request, `because no ${verdict.missing} allows the ${request.action} action`);
  }
  return deny(request, `with an explicit deny in ${withArticle(verdict.by)}`, decidedBy(verdict));
}

export const explainAllow = (verdict: Extract<Verdict, { kind: 'allow' }>): Decision => ({
  kind: 'allow',
  because: decidedBy(verdict),
});

export const unreadableDeny = (request: AuthorizationRequest, error: UnreadablePolicy): Decision =>
  deny(request, `because a policy cannot be read: ${error.message}`);

function deny({ principal, action, resource }: AuthorizationRequest, reason: string, because?: string): Decision {
  const message = `User: ${nameOf(principal)} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
  return { kind: 'deny', message, ...(because && { because }) };
}

function nameOf(principal: AnyPrincipal): string {
  switch (principal.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'service':
      return principal.service;
    default:
      return principal.arn;
  }
}

function decidedBy({ policy, statement }: Pick<Extract<Verdict, { kind: 'allow' }>, 'policy' | 'statement'>): string {
  if (!statement) return policy;
  return `statement ${statement.sid ? `"${statement.sid}"` : statement.number} of ${policy}`;
}

const withArticle = (noun: string) => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
