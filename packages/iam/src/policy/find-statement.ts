import type { AnyPrincipal } from '../principal.js';
import type { PolicyDocument, Selection, Statement } from './policy-document.js';
import { matchPrincipal, type PrincipalMatch } from './principal-match.js';
import type { RequestContext } from './request-context.js';
import type { Variables } from './wildcard.js';

/** What is asked of every statement. */
export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

/** The first statement with this effect that applies to the request. */
export function findStatement(document: PolicyDocument, effect: Statement['effect'], question: Question): Statement | undefined {
  return document.statements.find((statement) => statement.effect === effect && applies(statement, question));
}

/** The statement of a resource's policy that names the principal most closely, and how it does. */
export function findGrant(
  document: PolicyDocument,
  effect: Statement['effect'],
  question: Question,
  principal: AnyPrincipal,
): { readonly statement: Statement; readonly match: Exclude<PrincipalMatch, 'none'> } | undefined {
  let closest: { readonly statement: Statement; readonly match: 'account' } | undefined;
  for (const statement of document.statements) {
    if (statement.effect !== effect || !statement.principal) continue;
    const match = matchPrincipal(statement.principal, principal);
    if (match === 'none' || !applies(statement, question)) continue;
    if (match === 'named') return { statement, match };
    closest ??= { statement, match };
  }
  return closest;
}

function applies(statement: Statement, { action, resource, context }: Question): boolean {
  return (
    selects(statement.action, action, context.variable) &&
    (statement.resource === undefined || selects(statement.resource, resource, context.variable)) &&
    statement.conditions.every((condition) => condition.holds(context))
  );
}

function selects(selection: Selection, text: string, variables: Variables): boolean {
  const listed = selection.patterns.some((pattern) => pattern.matches(text, variables));
  return selection.kind === 'listed' ? listed : !listed;
}
