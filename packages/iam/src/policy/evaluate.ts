import type { AnyPrincipal, Principal } from '../principal.js';
import { findGrant, findStatement, type Question } from './find-statement.js';
import type { PolicyDocument, Statement } from './policy-document.js';

/** A document and what to call it when it decides: a policy's ARN or name. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** Every policy that has a say in one request. */
export interface ApplicablePolicies {
  readonly identity: readonly NamedPolicy[];
  /** Undefined when the principal has no permissions boundary. */
  readonly boundary: NamedPolicy | undefined;
  /** Undefined when the credentials are not limited by session policies. */
  readonly session: readonly NamedPolicy[] | undefined;
  /** Undefined when the resource has no policy. */
  readonly resource: NamedPolicy | undefined;
  /** The account that owns the resource. */
  readonly resourceAccountId: string | undefined;
  /** A role's trust policy must allow for itself: naming only the account leaves the decision to both sides. */
  readonly resourceMustAllow: boolean;
}

type PolicyKind = 'identity-based policy' | 'resource-based policy' | 'permissions boundary' | 'session policy';

export type Verdict =
  | { readonly kind: 'allow'; readonly policy: string; readonly statement: Statement | undefined }
  | { readonly kind: 'explicit-deny'; readonly by: PolicyKind; readonly policy: string; readonly statement: Statement }
  | { readonly kind: 'implicit-deny'; readonly missing: PolicyKind };

/**
 * Decides as AWS does: an explicit deny anywhere wins; within one account the identity's or the resource's policies must allow, across
 * accounts both; services and whoever is unknown have nothing but what the resource's policy gives; a permissions boundary and session policies limit what identity-based policies give. Pure.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(principal: AnyPrincipal, question: Question, policies: ApplicablePolicies): Verdict {
  const denied = explicitDeny(principal, question, policies);
  if (denied) return denied;

  const { resource } = policies;
  const grant = resource && findGrant(resource.document, 'Allow', question, principal);
  const byResource: Verdict | undefined = grant && { kind: 'allow', policy: resource.name, statement: grant.statement };
  if (principal.kind === 'service' || principal.kind === 'anonymous')
    return byResource ?? { kind: 'implicit-deny', missing: 'resource-based policy' };

  const sameAccount = (policies.resourceAccountId ?? principal.accountId) === principal.accountId;
  const byIdentity = identityVerdict(principal, question, policies);
  if (!sameAccount || policies.resourceMustAllow) {
    if (!byResource) return { kind: 'implicit-deny', missing: 'resource-based policy' };
    return sameAccount && grant?.match === 'named' ? limited(byResource, principal, question, policies) : byIdentity;
  }
  if (byIdentity.kind === 'allow') return byIdentity;
  return byResource && grant?.match === 'named' ? limited(byResource, principal, question, policies) : byIdentity;
}

function explicitDeny(
  principal: AnyPrincipal,
  question: Question,
  { identity, resource, boundary, session }: ApplicablePolicies,
): Verdict | undefined {
  const kinds: readonly (readonly [PolicyKind, readonly NamedPolicy[]])[] = [
    ['identity-based policy', identity],
    ['permissions boundary', boundary ? [boundary] : []],
    ['session policy', session ?? []],
  ];
  for (const [by, named] of kinds) {
    for (const policy of named) {
      const statement = findStatement(policy.document, 'Deny', question);
      if (statement) return { kind: 'explicit-deny', by, policy: policy.name, statement };
    }
  }
  const denial = resource && findGrant(resource.document, 'Deny', question, principal);
  return denial && { kind: 'explicit-deny', by: 'resource-based policy', policy: resource.name, statement: denial.statement };
}

function identityVerdict(principal: Principal, question: Question, policies: ApplicablePolicies): Verdict {
  if (principal.kind === 'root') return { kind: 'allow', policy: 'the account itself', statement: undefined };
  const allowing = firstAllowing(policies.identity, question);
  if (!allowing) return { kind: 'implicit-deny', missing: 'identity-based policy' };
  if (policies.boundary && !firstAllowing([policies.boundary], question)) {
    return { kind: 'implicit-deny', missing: 'permissions boundary' };
  }
  if (policies.session && !firstAllowing(policies.session, question)) return { kind: 'implicit-deny', missing: 'session policy' };
  return allowing;
}

/**
 * What a resource's policy gives to a role is still limited by the boundary and the session policies of its sessions; what it gives to a
 * user is not.
 */
function limited(verdict: Verdict, principal: Principal, question: Question, { boundary, session }: ApplicablePolicies): Verdict {
  if (principal.kind !== 'assumed-role') return verdict;
  if (boundary && !firstAllowing([boundary], question)) return { kind: 'implicit-deny', missing: 'permissions boundary' };
  if (session && !firstAllowing(session, question)) return { kind: 'implicit-deny', missing: 'session policy' };
  return verdict;
}

function firstAllowing(policies: readonly NamedPolicy[], question: Question): (Verdict & { readonly kind: 'allow' }) | undefined {
  for (const policy of policies) {
    const statement = findStatement(policy.document, 'Allow', question);
    if (statement) return { kind: 'allow', policy: policy.name, statement };
  }
  return undefined;
}
