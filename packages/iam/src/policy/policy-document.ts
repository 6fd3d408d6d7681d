import { type Condition, parseConditions } from './condition.js';
import { UnreadablePolicy } from './unreadable-policy.js';
import { type Wildcard, wildcard } from './wildcard.js';

/** A policy that was read and understood completely. */
export interface PolicyDocument {
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid: string | undefined;
  /** Position in the document, from 1. */
  readonly number: number;
  readonly effect: 'Allow' | 'Deny';
  readonly action: Selection;
  /** Absent in trust policies, whose resource is the role that carries them. */
  readonly resource: Selection | undefined;
  /** Absent in identity-based policies, whose principal is whoever they are attached to. */
  readonly principal: PrincipalSelection | undefined;
  readonly conditions: readonly Condition[];
}

/** `Action` and `Resource` select what is listed; `NotAction` and `NotResource` all else. */
export interface Selection {
  readonly kind: 'listed' | 'all-else';
  readonly texts: readonly string[];
  readonly patterns: readonly Wildcard[];
}

export interface PrincipalSelection {
  readonly kind: 'listed' | 'all-else';
  /** Account ids, ARNs, unique ids, or `*`. */
  readonly aws: readonly string[];
  readonly service: readonly string[];
  readonly federated: readonly string[];
}

/** What a document is attached to decides which elements it must and must not have. */
export type PolicyUse = 'identity' | 'resource' | 'trust';

/** Reads a policy's JSON. Throws UnreadablePolicy for anything it does not fully understand: what is not understood cannot be granted. */
export function parsePolicyDocument(text: string, use: PolicyUse): PolicyDocument {
  const document = asObject(parseJson(text, use), 'Syntax errors in policy.');
  refuseUnknownKeys(document, ['Version', 'Id', 'Statement']);
  const version = document.Version ?? '2008-10-17';
  if (version !== '2012-10-17' && version !== '2008-10-17') {
    throw new UnreadablePolicy('The policy must contain a valid version string');
  }
  if (document.Id !== undefined && typeof document.Id !== 'string') throw new UnreadablePolicy('Syntax errors in policy.');
  const list = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  const variables = version === '2012-10-17';
  if (list.length === 0) throw new UnreadablePolicy('Syntax errors in policy.');
  const statements = list.map((entry, index) => {
    const statement = parseStatement(asObject(entry, 'Syntax errors in policy.'), index + 1, variables);
    checkElements(statement, use);
    return statement;
  });
  const sids = statements.flatMap(({ sid }) => (sid ? [sid] : []));
  if (new Set(sids).size !== sids.length) throw new UnreadablePolicy('Statement IDs (SID) in a single policy must be unique.');
  return { statements };
}

type JsonObject = Readonly<Record<string, unknown>>;

function parseJson(text: string, use: PolicyUse): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadablePolicy(use === 'trust' ? 'This policy contains invalid Json' : 'Syntax errors in policy.');
  }
}

function checkElements({ action, resource, principal }: Statement, use: PolicyUse): void {
  for (const text of action.texts) {
    if (text === '*') continue;
    if (!text.includes(':'))
      throw new UnreadablePolicy('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
    const [vendor, name] = text.split(':', 2);
    if (!/^[\w.*?-]+$/.test(vendor!)) throw new UnreadablePolicy(`Vendor ${vendor} is not valid`);
    if (!/^[\w*?-]+$/.test(name!) || text.split(':').length > 2)
      throw new UnreadablePolicy('Actions/Condition can contain only one colon.');
    if (use === 'trust' && !/^sts:/i.test(text))
      throw new UnreadablePolicy('AssumeRole policy may only specify STS AssumeRole actions.');
  }
  for (const text of resource?.texts ?? []) {
    if (text !== '*' && !text.startsWith('arn:')) throw new UnreadablePolicy(`Resource ${text} must be in ARN format or "*".`);
  }
  if (use === 'identity' && principal) throw new UnreadablePolicy('Policy document should not specify a principal.');
  if (use === 'identity' && !resource?.texts.length) throw new UnreadablePolicy('Policy statement must contain resources.');
  if (use !== 'identity' && !principal) throw new UnreadablePolicy('Missing required field Principal');
  if (use === 'trust' && resource) throw new UnreadablePolicy('Has prohibited field Resource');
}

function asObject(value: unknown, otherwise: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UnreadablePolicy(otherwise);
  return value as JsonObject;
}

function refuseUnknownKeys(value: JsonObject, known: readonly string[]): void {
  if (Object.keys(value).some((key) => !known.includes(key))) throw new UnreadablePolicy('Syntax errors in policy.');
}

const statementKeys = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

function parseStatement(statement: JsonObject, number: number, variables: boolean): Statement {
  refuseUnknownKeys(statement, statementKeys);
  const { Sid: sid, Effect: effect } = statement;
  if (sid !== undefined && typeof sid !== 'string') throw new UnreadablePolicy('Syntax errors in policy.');
  if (effect !== 'Allow' && effect !== 'Deny') throw new UnreadablePolicy('Syntax errors in policy.');
  const action = selection(statement, 'Action', { variables: false, ignoreCase: true });
  if (!action?.texts.length) throw new UnreadablePolicy('Policy statement must contain actions.');
  return {
    sid,
    number,
    effect,
    action,
    resource: selection(statement, 'Resource', { variables }),
    principal: principalSelection(statement),
    conditions:
      statement.Condition === undefined
        ? []
        : parseConditions(asObject(statement.Condition, 'Syntax errors in policy.'), variables),
  };
}

function selection(
  statement: JsonObject,
  element: 'Action' | 'Resource',
  options: { readonly variables: boolean; readonly ignoreCase?: boolean },
): Selection | undefined {
  const [listed, allElse] = [statement[element], statement[`Not${element}`]];
  if (listed !== undefined && allElse !== undefined) throw new UnreadablePolicy('Syntax errors in policy.');
  if (listed === undefined && allElse === undefined) return undefined;
  const texts = stringsOf(listed ?? allElse);
  return {
    kind: listed === undefined ? 'all-else' : 'listed',
    texts,
    patterns: texts.map((text) => wildcard(text, options)),
  };
}

function principalSelection(statement: JsonObject): PrincipalSelection | undefined {
  const { Principal: listed, NotPrincipal: allElse } = statement;
  if (listed !== undefined && allElse !== undefined) throw new UnreadablePolicy('Syntax errors in policy.');
  const value = listed ?? allElse;
  if (value === undefined) return undefined;
  const kind = listed === undefined ? 'all-else' : 'listed';
  if (value === '*') return { kind, aws: ['*'], service: [], federated: [] };
  const types = asObject(value, 'Invalid principal in policy.');
  if (Object.keys(types).some((type) => !['AWS', 'Service', 'Federated', 'CanonicalUser'].includes(type))) {
    throw new UnreadablePolicy('Invalid principal in policy.');
  }
  const of = (type: string) => (types[type] === undefined ? [] : stringsOf(types[type]));
  of('CanonicalUser');
  return { kind, aws: of('AWS'), service: of('Service'), federated: of('Federated') };
}

function stringsOf(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value : [value];
  if (!list.every((entry) => typeof entry === 'string')) throw new UnreadablePolicy('Syntax errors in policy.');
  return list;
}
