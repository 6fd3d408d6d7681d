import { parseArn } from '../names/arn.js';
import { type ApplicablePolicies, evaluate, type NamedPolicy, type Verdict } from '../policy/evaluate.js';
import { parsePolicyDocument } from '../policy/policy-document.js';
import { requestContext } from '../policy/request-context.js';
import { UnreadablePolicy } from '../policy/unreadable-policy.js';
import type { AuthorizationRequest, Authorizer, Decision } from '../ports.js';
import type { AnyPrincipal } from '../principal.js';
import { explainAllow, explainDeny, unreadableDeny } from './explain.js';
import { ParsedPolicies } from './parsed-policies.js';
import type { GrantedPolicies, PolicySource, PolicyText } from './policy-source.js';
import { principalKeys } from './principal-keys.js';

/** Decides by the policies that the principal has now, as `PolicySource` knows them. */
export class PolicyAuthorizer implements Authorizer {
  readonly #source: PolicySource;
  readonly #now: () => Date;
  /** Parsed as long as the source keeps them. */
  readonly #identities = new WeakMap<GrantedPolicies, Pick<ApplicablePolicies, 'identity' | 'boundary'>>();
  readonly #resources = new ParsedPolicies();

  constructor(source: PolicySource, now: () => Date = () => new Date()) {
    this.#source = source;
    this.#now = now;
  }

  async authorize(request: AuthorizationRequest): Promise<Decision> {
    const { principal } = request;
    const granted = await this.#grantedTo(principal);
    if (!granted) return explainDeny(request, { kind: 'implicit-deny', missing: 'identity-based policy' });
    try {
      const verdict = evaluate(principal, this.#question(request, granted), await this.#policies(request, granted));
      return explain(request, verdict);
    } catch (error) {
      if (error instanceof UnreadablePolicy) return unreadableDeny(request, error);
      throw error;
    }
  }

  #question(request: AuthorizationRequest, granted: GrantedPolicies) {
    const { principal, action, resource } = request;
    const owner = ownerOf(request) ?? ('accountId' in principal ? principal.accountId : undefined);
    const resourceKeys = { 'aws:ResourceAccount': owner === undefined ? [] : [owner] };
    return {
      action,
      resource,
      context: requestContext(request.context ?? {}, resourceKeys, principalKeys(principal, granted.tags, this.#now())),
    };
  }

  async #policies(request: AuthorizationRequest, granted: GrantedPolicies): Promise<ApplicablePolicies> {
    return {
      ...this.#parsedIdentity(granted),
      session: await this.#sessionPolicies(request.principal),
      resource: request.resourcePolicy === undefined ? undefined : this.#resources.parse(request.resourcePolicy),
      resourceMustAllow: request.resourceMustAllow ?? false,
      resourceAccountId: ownerOf(request),
    };
  }

  async #grantedTo(principal: AnyPrincipal): Promise<GrantedPolicies | undefined> {
    switch (principal.kind) {
      case 'root':
      case 'service':
      case 'anonymous':
        return nothingGranted;
      case 'user':
        return this.#source.grantedTo(principal.uniqueId);
      case 'assumed-role':
        return this.#source.grantedTo(principal.uniqueId.split(':')[0]!);
    }
  }

  #parsedIdentity(granted: GrantedPolicies): Pick<ApplicablePolicies, 'identity' | 'boundary'> {
    let parsed = this.#identities.get(granted);
    if (!parsed) {
      parsed = { identity: granted.policies.map(parse), boundary: granted.boundary && parse(granted.boundary) };
      this.#identities.set(granted, parsed);
    }
    return parsed;
  }

  async #sessionPolicies(principal: AnyPrincipal): Promise<readonly NamedPolicy[] | undefined> {
    if (principal.kind !== 'user' && principal.kind !== 'assumed-role') return undefined;
    const { policies = [], policyArns = [] } = principal.session ?? {};
    if (policies.length + policyArns.length === 0) return undefined;
    const managed = await Promise.all(
      policyArns.map(async (name) => {
        const text = await this.#source.managedPolicy(name);
        if (text === undefined) throw new UnreadablePolicy(`${name} does not exist`);
        return parse({ name, text });
      }),
    );
    return [...policies.map((text) => parse({ name: 'the session policy', text })), ...managed];
  }
}

/** The account that owns the resource, as far as it is known. */
function ownerOf({ resource, resourceAccountId }: AuthorizationRequest): string | undefined {
  const accountId = resourceAccountId ?? parseArn(resource)?.accountId;
  return accountId === '' || accountId === 'aws' ? undefined : accountId;
}

const nothingGranted: GrantedPolicies = { policies: [], tags: {} };

const parse = ({ name, text }: PolicyText): NamedPolicy => ({ name, document: parsePolicyDocument(text, 'identity') });

function explain(request: AuthorizationRequest, verdict: Verdict): Decision {
  return verdict.kind === 'allow' ? explainAllow(verdict) : explainDeny(request, verdict);
}
