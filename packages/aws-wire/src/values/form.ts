import { WireError } from '../errors/wire-error.js';
import type { Member, Shape, StructureShape } from '../schema/description.js';
import { readText } from './text.js';

/** A form's dotted keys as a tree: `Tags.member.1.Key=a` is `Tags` → `member` → `1` → `Key` → text `a`. */
export interface FormNode {
  text: string | undefined;
  readonly children: Map<string, FormNode>;
}

/** No input of any service nests deeper, and nobody else's recursion is to depend on a key. */
const depthMax = 64;

export function parseForm(pairs: Iterable<readonly [string, string]>): FormNode {
  const root = newNode();
  for (const [key, value] of pairs) {
    const parts = key.split('.', depthMax + 1);
    if (parts.length > depthMax) throw new WireError('SerializationException', 'A parameter name has too many parts');
    let node = root;
    for (const part of parts) {
      const next = node.children.get(part) ?? newNode();
      node.children.set(part, next);
      node = next;
    }
    node.text = value;
  }
  return root;
}

/** Gives a form the types of a structure. Unknown keys are dropped. */
export function structureFromForm(shape: StructureShape, node: FormNode): Record<string, unknown> {
  const structure: Record<string, unknown> = {};
  for (const member of shape.members) {
    const child = node.children.get(member.xmlName);
    if (child) structure[member.name] = fromForm(member, child);
  }
  return structure;
}

function fromForm(member: Member, node: FormNode): unknown {
  const { shape } = member;
  switch (shape.kind) {
    case 'structure':
      return structureFromForm(shape, node);
    case 'list':
      return inOrder(member.xmlFlattened ? node : node.children.get(shape.member.xmlName)).map((item) =>
        fromForm(shape.member, item),
      );
    case 'map': {
      const entries = inOrder(member.xmlFlattened ? node : node.children.get('entry'));
      return Object.fromEntries(
        entries.map((entry) => [
          entry.children.get(shape.key.xmlName)?.text ?? '',
          fromForm(shape.value, entry.children.get(shape.value.xmlName) ?? newNode()),
        ]),
      );
    }
    default:
      return readScalar(shape, node);
  }
}

function readScalar(shape: Shape, node: FormNode): unknown {
  if (node.text === undefined)
    throw new WireError('SerializationException', 'Start of structure or map found where not expected.');
  return readText(shape, node.text, 'date-time');
}

/** Numbered children by their numbers; gaps are closed, as AWS does. An empty list is a key without number. */
function inOrder(node: FormNode | undefined): readonly FormNode[] {
  if (!node) return [];
  const numbered = [...node.children].filter(([name]) => /^\d{1,9}$/.test(name));
  return numbered.sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => child);
}

function newNode(): FormNode {
  return { text: undefined, children: new Map() };
}
