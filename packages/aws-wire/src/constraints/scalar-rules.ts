import type { ShapeConstraint } from './constraints.js';
import { javaPattern } from './java-pattern.js';

/** One thing that a value must satisfy, and AWS's words for it. */
export interface Rule {
  readonly text: string;
  holds(value: unknown): boolean;
}

/** The rules of one shape's own constraint, in the order in which AWS tells them. */
export function scalarRules(constraint: ShapeConstraint): readonly Rule[] {
  const { min, max, pattern, enum: values } = constraint;
  const measure = numberTypes.has(constraint.type) ? 'value' : 'length';
  const fraction = constraint.type === 'double' || constraint.type === 'float';
  const number = (limit: number) => (fraction && Number.isInteger(limit) ? `${limit}.0` : String(limit));
  const rules: Rule[] = [];
  const longest: Rule | undefined =
    max === undefined
      ? undefined
      : { text: `Member must have ${measure} less than or equal to ${number(max)}`, holds: (value) => sizeOf(value) <= max };
  if (longest) rules.push(longest);
  if (min !== undefined) {
    rules.push({
      text: `Member must have ${measure} greater than or equal to ${number(min)}`,
      holds: (value) => sizeOf(value) >= min,
    });
  }
  if (values) {
    const allowed = new Set(values);
    const told = constraint.enumAsTold ?? values;
    rules.push({
      text: `Member must satisfy enum value set: [${told.join(', ')}]`,
      holds: (value) => allowed.has(value as string),
    });
  }
  if (pattern !== undefined) {
    const matches = javaPattern(pattern);
    rules.push({
      text: `Member must satisfy regular expression pattern: ${pattern}`,
      // What is too long is refused for that alone, and no pattern runs over it.
      holds: (value) => typeof value !== 'string' || (longest && !longest.holds(value)) || matches(value),
    });
  }
  return rules;
}

const numberTypes = new Set(['integer', 'long', 'double', 'float']);

function sizeOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) return value.length;
  return Object.keys(value as object).length;
}
