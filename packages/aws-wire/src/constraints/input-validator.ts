import { WireError } from '../errors/wire-error.js';
import type { Member, OperationDescription, ServiceDescription, Shape, StructureShape } from '../schema/description.js';
import { type Check, elementsCheck, entriesCheck, ownCheck, violation } from './checks.js';
import type { Constraints, ShapeConstraint } from './constraints.js';
import { scalarRules } from './scalar-rules.js';

/** Refuses inputs that break the service's constraints, in AWS's words. Everything is compiled once, at construction. */
export class InputValidator {
  readonly #inputs = new Map<OperationDescription, Check>();
  readonly #structures = new Map<string, Check>();
  readonly #shapes: Constraints['shapes'];

  constructor(description: ServiceDescription, constraints: Constraints = { shapes: {} }) {
    this.#shapes = constraints.shapes;
    for (const operation of description.operations.values()) this.#inputs.set(operation, this.#structure(operation.input));
  }

  validate(operation: OperationDescription, input: Readonly<Record<string, unknown>>): void {
    const violations: string[] = [];
    this.#inputs.get(operation)!(input, '', violations);
    if (violations.length === 0) return;
    const count = violations.length === 1 ? '1 validation error' : `${violations.length} validation errors`;
    throw new WireError('ValidationException', `${count} detected: ${violations.join('; ')}`);
  }

  #structure(shape: StructureShape): Check {
    const known = this.#structures.get(shape.name);
    if (known) return known;
    // Structures refer to each other in circles: what is remembered reads the members when it is called, not now.
    const members: { readonly name: string; readonly required: boolean; readonly label: string; readonly check: Check }[] = [];
    const check: Check = (value, path, violations) => {
      for (const { name, required, label, check: inner } of members) {
        const item = (value as Readonly<Record<string, unknown>>)[name];
        const at = path === '' ? label : `${path}.${label}`;
        if (item !== undefined && item !== null) inner(item, at, violations);
        else if (required) violations.push(violation('null', at, 'Member must not be null'));
      }
    };
    this.#structures.set(shape.name, check);
    const constraint = this.#shapes[shape.name];
    for (const member of inOrderOf(constraint, shape.members)) {
      members.push({
        name: member.name,
        required: constraint?.required?.includes(member.name) ?? false,
        label: member.name.charAt(0).toLowerCase() + member.name.slice(1),
        check: this.#member(member, constraint?.members?.[member.name]),
      });
    }
    return check;
  }

  #member(member: Member, shapeName: string | undefined): Check {
    const constraint = shapeName === undefined ? undefined : this.#shapes[shapeName];
    const own = ownCheck(constraint, member.sensitive);
    const inner = this.#inner(member.shape, constraint, member.sensitive);
    if (!own) return inner ?? nothing;
    if (!inner) return own;
    return (value, path, violations) => {
      own(value, path, violations);
      inner(value, path, violations);
    };
  }

  /** The check of what a value holds, where it holds something. */
  #inner(shape: Shape, constraint: ShapeConstraint | undefined, sensitive: boolean): Check | undefined {
    if (shape.kind === 'structure') return this.#structure(shape);
    if (shape.kind === 'list') {
      const element = this.#shapes[constraint?.member ?? ''];
      const wide = element && elementsCheck(scalarRules(element), constraint!, element.type, sensitive);
      return both(wide, eachElement(this.#inner(shape.member.shape, element, sensitive)));
    }
    if (shape.kind === 'map') {
      const key = this.#shapes[constraint?.key ?? ''];
      const element = this.#shapes[constraint?.value ?? ''];
      const wide = entriesCheck(key ? scalarRules(key) : [], element ? scalarRules(element) : [], element?.type, sensitive);
      return both(wide, eachEntry(this.#inner(shape.value.shape, element, sensitive)));
    }
    return undefined;
  }
}

/** Members in the order in which AWS tells of them. */
function inOrderOf(constraint: ShapeConstraint | undefined, members: readonly Member[]): readonly Member[] {
  const names = Object.keys(constraint?.members ?? {});
  return members.toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
}

const nothing: Check = () => {};

function both(first: Check | undefined, second: Check | undefined): Check | undefined {
  if (!first || !second) return first ?? second;
  return (value, path, violations) => {
    first(value, path, violations);
    second(value, path, violations);
  };
}

function eachElement(check: Check | undefined): Check | undefined {
  return (
    check &&
    ((value, path, violations) => {
      for (const [i, item] of (value as readonly unknown[]).entries()) check(item, `${path}.${i + 1}.member`, violations);
    })
  );
}

function eachEntry(check: Check | undefined): Check | undefined {
  return (
    check &&
    ((value, path, violations) => {
      for (const [key, item] of Object.entries(value as object)) check(item, `${path}.${key}.member`, violations);
    })
  );
}
