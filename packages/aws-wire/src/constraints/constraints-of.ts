import { readFileSync } from 'node:fs';
import type { Constraints, ShapeConstraint } from './constraints.js';

/** The constraints of a service whose data is in this folder, with what AWS was recorded to do otherwise. */
export function constraintsOf(service: 'lambda' | 'iam' | 'sts'): Constraints {
  const { shapes } = read(`./${service}.constraints.json`) as { shapes: Record<string, ShapeConstraint> };
  if (service === 'lambda') amend(shapes, read('./lambda.recorded.json') as Amendments);
  return { shapes };
}

/** Replacements for parts of a shape (`Shape`), or of the shape of one member alone (`Structure.Member`); null removes. With a type, a shape of its own. */
type Amendments = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function amend(shapes: Record<string, ShapeConstraint>, amendments: Amendments): void {
  for (const [target, change] of Object.entries(amendments)) {
    const [structureName, member] = target.split('.') as [string, string | undefined];
    const structure = shapes[structureName];
    if (!structure && !('type' in change)) throw new Error(`there is no shape ${structureName} to amend`);
    if (member === undefined || !structure) shapes[structureName] = changed(structure ?? { type: '' }, change);
    else {
      shapes[target] = changed(shapes[structure.members![member]!]!, change);
      shapes[structureName] = { ...structure, members: { ...structure.members, [member]: target } };
    }
  }
}

function changed(shape: ShapeConstraint, change: Readonly<Record<string, unknown>>): ShapeConstraint {
  const merged = Object.entries({ ...shape, ...change }).filter(([, value]) => value !== null);
  return Object.fromEntries(merged) as unknown as ShapeConstraint;
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
}
