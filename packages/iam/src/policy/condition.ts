import { baseOperators, type Comparison } from './condition-operators.js';
import type { RequestContext } from './request-context.js';
import { UnreadablePolicy } from './unreadable-policy.js';

/** One operator applied to one key of the request. */
export interface Condition {
  holds(context: RequestContext): boolean;
}

const operatorPattern = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/**
 * Reads a `Condition` block: every operator and every key must hold, and a key holds when any of the values does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function parseConditions(block: Readonly<Record<string, unknown>>, variables: boolean): readonly Condition[] {
  return Object.entries(block).flatMap(([operator, keys]) => {
    if (typeof keys !== 'object' || keys === null || Array.isArray(keys)) throw new UnreadablePolicy('Syntax errors in policy.');
    return Object.entries(keys).map(([key, values]) => parseCondition(operator, key, valuesOf(values), variables));
  });
}

function valuesOf(values: unknown): readonly string[] {
  const list = Array.isArray(values) ? values : [values];
  if (!list.every((value) => ['string', 'number', 'boolean'].includes(typeof value)))
    throw new UnreadablePolicy('Syntax errors in policy.');
  return list.map(String);
}

function parseCondition(operator: string, key: string, values: readonly string[], variables: boolean): Condition {
  const [, quantifier, name, ifExists] = operatorPattern.exec(operator) ?? [];
  if (name === 'Null') {
    if (quantifier || ifExists) throw new UnreadablePolicy(`Invalid Condition type : ${operator}.`);
    return nullCondition(key, values);
  }
  const base = name === undefined || !Object.hasOwn(baseOperators, name) ? undefined : baseOperators[name];
  if (!base) throw new UnreadablePolicy(`Invalid Condition type : ${operator}.`);
  const comparisons = values.map((value) => base.compile(value, variables));
  const negated = base.negated;
  const satisfies = (value: string, context: RequestContext) => anyHolds(comparisons, value, context) !== negated;
  return {
    holds(context) {
      const found = context.values(key);
      if (found.length === 0)
        return ifExists !== undefined || quantifier === 'ForAllValues' || (negated && quantifier === undefined);
      if (quantifier === 'ForAllValues' || (negated && quantifier === undefined)) {
        return found.every((value) => satisfies(value, context));
      }
      return found.some((value) => satisfies(value, context));
    },
  };
}

function anyHolds(comparisons: readonly Comparison[], value: string, context: RequestContext): boolean {
  return comparisons.some((comparison) => comparison(value, context.variable));
}

/** `Null` asks whether the key is absent. */
function nullCondition(key: string, values: readonly string[]): Condition {
  if (!values.every((value) => /^(true|false)$/i.test(value))) throw new UnreadablePolicy('Syntax errors in policy.');
  const absences = values.map((value) => value.toLowerCase() === 'true');
  return { holds: (context) => absences.includes(context.values(key).length === 0) };
}
