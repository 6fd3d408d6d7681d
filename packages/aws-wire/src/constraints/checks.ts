import { WireError } from '../errors/wire-error.js';
import type { ShapeConstraint } from './constraints.js';
import { javaText } from './java-text.js';
import { type Rule, scalarRules } from './scalar-rules.js';

/** Checks a value that stands at a path and adds what is wrong with it to the violations. */
export type Check = (value: unknown, path: string, violations: string[]) => void;

/** A value's own rules: each that does not hold is told of by itself. */
export function ownCheck(constraint: ShapeConstraint | undefined, sensitive: boolean): Check | undefined {
  if (!constraint) return undefined;
  const rules = scalarRules(constraint);
  const integral = constraint.type === 'integer' || constraint.type === 'long';
  if (rules.length === 0 && !integral) return undefined;
  return (value, path, violations) => {
    if (integral && !isIntegral(value, constraint.type)) {
      throw new WireError('SerializationException', `NUMBER_VALUE can not be converted to an Integer at '${path}'`);
    }
    for (const rule of rules) {
      if (!rule.holds(value)) violations.push(violation(shown(value, constraint.type, sensitive), path, rule.text));
    }
  };
}

/** Whether AWS's deserialiser can hold the number in the type of its member. */
function isIntegral(value: unknown, type: string): boolean {
  return Number.isInteger(value) && Math.abs(value as number) <= (type === 'integer' ? 2 ** 31 - 1 : 2 ** 63);
}

/** The rules of a list's elements, all of which are told of as soon as one element breaks one. */
export function elementsCheck(
  rules: readonly Rule[],
  list: ShapeConstraint,
  type: string,
  sensitive: boolean,
): Check | undefined {
  if (rules.length === 0) return undefined;
  const texts = rules.map(({ text }) => text);
  const told =
    list.told === 'as-element'
      ? texts.join(', ')
      : allOf('Member', list.told === 'without-null' ? texts : [...texts, 'Member must not be null']);
  return (value, path, violations) => {
    const bad = (value as readonly unknown[]).some((item) => rules.some((rule) => !rule.holds(item)));
    if (bad) violations.push(violation(shown(value, type, sensitive), path, told));
  };
}

export function entriesCheck(
  keys: readonly Rule[],
  values: readonly Rule[],
  type: string | undefined,
  sensitive: boolean,
): Check | undefined {
  if (keys.length + values.length === 0) return undefined;
  const toldOfKeys = allOf(
    'Map keys',
    keys.map(({ text }) => text),
  );
  const toldOfValues = allOf('Map value', [...values.map(({ text }) => text), 'Member must not be null']);
  return (value, path, violations) => {
    const entries = Object.entries(value as object);
    if (entries.some(([key]) => keys.some((rule) => !rule.holds(key)))) {
      violations.push(violation(shown(value, type, sensitive), path, toldOfKeys));
    }
    if (entries.some(([, item]) => values.some((rule) => !rule.holds(item)))) {
      violations.push(violation(shown(value, type, sensitive), path, toldOfValues));
    }
  };
}

function allOf(what: 'Member' | 'Map keys' | 'Map value', texts: readonly string[]): string {
  return `${what} must satisfy constraint: [${texts.join(', ')}]`;
}

/** Secrets are told of without their value. */
function shown(value: unknown, type: string | undefined, sensitive: boolean): string {
  return sensitive ? '' : `'${javaText(value, type)}'`;
}

export function violation(value: string, path: string, text: string): string {
  return `Value${value === '' ? '' : ` ${value}`} at '${path}' failed to satisfy constraint: ${text}`;
}
