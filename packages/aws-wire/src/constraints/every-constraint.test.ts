import { readFileSync } from 'node:fs';
import * as lambda from '@aws-sdk/client-lambda';
import { describe, expect, test } from '@jest/globals';
import type { Member, OperationDescription, StructureShape } from '../schema/description.js';
import { readModule } from '../schema/read-module.js';
import { constraintsOf } from './constraints-of.js';
import { InputValidator } from './input-validator.js';

interface Constraint {
  readonly type: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly members?: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
}

/** The model as it came, without what AWS was recorded to do otherwise. */
const model: Readonly<Record<string, Constraint>> = JSON.parse(
  readFileSync(new URL('./lambda.constraints.json', import.meta.url), 'utf8'),
).shapes;
const amended = JSON.parse(readFileSync(new URL('./lambda.recorded.json', import.meta.url), 'utf8')) as Record<string, unknown>;
const description = readModule(lambda);
const { operations } = description;
const validator = new InputValidator(description, constraintsOf('lambda'));

/** Each scalar member of an operation's input with the path that AWS tells it by, and an input that has only this member. */
interface Place {
  readonly operation: OperationDescription;
  readonly path: string;
  readonly constraint: Constraint;
  with(value: unknown): Record<string, unknown>;
}

const allPlaces = [...operations.values()].flatMap((operation) =>
  places(operation, operation.input, '', (value) => value as never),
);

function places(
  operation: OperationDescription,
  shape: StructureShape,
  path: string,
  wrap: Place['with'],
  above: readonly string[] = [],
): Place[] {
  if (above.includes(shape.name)) return [];
  return shape.members.flatMap((member: Member) => {
    const shapeName = model[shape.name]?.members?.[member.name];
    if (shapeName === undefined || shapeName in amended || `${shape.name}.${member.name}` in amended) return [];
    const at = `${path}${path === '' ? '' : '.'}${member.name[0]!.toLowerCase()}${member.name.slice(1)}`;
    const held = (value: unknown) => wrap({ [member.name]: value });
    if (member.shape.kind === 'structure') return places(operation, member.shape, at, held, [...above, shape.name]);
    if (member.shape.kind === 'list' || member.shape.kind === 'map') return [];
    const constraint = model[shapeName];
    return constraint ? [{ operation, path: at, constraint, with: held }] : [];
  });
}

/** What AWS is to say of a member of an input that has nothing else. */
function told({ operation, with: held, path }: Place, value: unknown): readonly string[] {
  const violations = message(operation, held(value)).replace(/^\d+ validation errors? detected: /, '');
  return violations
    .split(/; (?=Value )/)
    .filter((each) => each.includes(` at '${path}' failed`))
    .map((each) => each.replace(/^.*? failed to satisfy constraint: /s, ''));
}

function message(operation: OperationDescription, input: Record<string, unknown>): string {
  try {
    validator.validate(operation, input);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

const isNumber = ({ type }: Constraint) => ['integer', 'long', 'double', 'float'].includes(type);
const printed = ({ type }: Constraint, limit: number) => (type === 'double' || type === 'float' ? `${limit}.0` : String(limit));
const every = (has: (constraint: Constraint) => boolean): readonly Place[] => {
  const chosen = allPlaces.filter(({ constraint }) => has(constraint));
  expect(chosen.length).toBeGreaterThan(0);
  return chosen;
};

describe('every constraint of the model is told of in its own words:', () => {
  test('a number above its maximum, and one below its minimum', () => {
    for (const place of every((each) => isNumber(each) && each.max !== undefined)) {
      const { max } = place.constraint;
      const text = `Member must have value less than or equal to ${printed(place.constraint, max!)}`;
      expect([place.path, told(place, max! + 1)]).toEqual([place.path, [text]]);
    }
    for (const place of every((each) => isNumber(each) && each.min !== undefined)) {
      const { min } = place.constraint;
      const text = `Member must have value greater than or equal to ${printed(place.constraint, min!)}`;
      expect([place.path, told(place, min! - 1)]).toEqual([place.path, [text]]);
    }
  });

  test('a text that is too long, for that alone', () => {
    for (const place of every((each) => each.type === 'string' && each.max !== undefined && !each.enum)) {
      const { max } = place.constraint;
      const texts = told(place, '?'.repeat(max! + 1));
      expect([place.path, texts]).toEqual([place.path, [`Member must have length less than or equal to ${max}`]]);
    }
  });

  test('an empty text, where it must not be', () => {
    for (const place of every((each) => each.type === 'string' && (each.min ?? 0) > 0 && !each.enum)) {
      const texts = told(place, '');
      expect([place.path, texts[0]]).toEqual([
        place.path,
        `Member must have length greater than or equal to ${place.constraint.min}`,
      ]);
    }
  });

  test('a text that does not match its pattern, which is shown', () => {
    for (const place of every((each) => each.type === 'string' && each.pattern !== undefined)) {
      const { pattern, min = 0, max = 100 } = place.constraint;
      const wrong = '\u{1f600}'.repeat(Math.max(1, Math.min(max, Math.max(min, 3)) >> 1));
      if (pattern!.startsWith('.') || pattern!.startsWith('[\\s\\S]') || new RegExp(`^(?:${pattern})$`).test(wrong)) continue;
      const texts = told(place, wrong);
      expect([place.path, texts.at(-1)]).toEqual([place.path, `Member must satisfy regular expression pattern: ${pattern}`]);
    }
  });

  test('a word that is none of an enum, whose words are shown', () => {
    for (const place of every((each) => each.enum !== undefined)) {
      const { enum: words } = place.constraint;
      expect([place.path, told(place, 'neither')]).toEqual([
        place.path,
        [`Member must satisfy enum value set: [${words!.join(', ')}]`],
      ]);
    }
  });

  test('every required member that is missing, each by itself', () => {
    for (const operation of operations.values()) {
      const required = model[operation.input.name]?.required ?? [];
      const order = Object.keys(model[operation.input.name]?.members ?? {}).filter((name) => required.includes(name));
      const names = [...message(operation, {}).matchAll(/Value null at '(\w+)'/g)].map(([, name]) => name);
      if (`${operation.input.name}` in amended) continue;
      const expected = order.map((name) => `${name[0]!.toLowerCase()}${name.slice(1)}`);
      expect([operation.name, names.toSorted()]).toEqual([operation.name, expected.toSorted()]);
    }
  });
});
