import { WireError } from '../errors/wire-error.js';
import type { Member, Shape, StructureShape } from '../schema/description.js';
import { readText } from './text.js';
import type { XmlElement } from './xml-document.js';

/** Gives an element the types of a structure. Unknown elements are dropped. */
export function structureFromXml(shape: StructureShape, element: XmlElement): Record<string, unknown> {
  const structure: Record<string, unknown> = {};
  for (const member of shape.members) {
    const value = memberFromXml(member, element);
    if (value !== undefined) structure[member.name] = value;
    else if (member.required) throw malformedXml();
  }
  return structure;
}

function memberFromXml(member: Member, parent: XmlElement): unknown {
  const { shape, xmlName } = member;
  if (member.xmlAttribute) {
    const attribute = parent.attributes[xmlName];
    return attribute === undefined ? undefined : readText(shape, attribute, 'date-time');
  }
  const own = parent.children.filter(({ name }) => name === xmlName);
  if (own.length === 0) return undefined;
  if (shape.kind === 'list') {
    const items = member.xmlFlattened ? own : own[0]!.children.filter(({ name }) => name === shape.member.xmlName);
    return items.map((item) => valueFromXml(shape.member.shape, item));
  }
  if (shape.kind === 'map') {
    const entries = member.xmlFlattened ? own : own[0]!.children.filter(({ name }) => name === 'entry');
    return Object.fromEntries(
      entries.map((entry) => [String(memberFromXml(shape.key, entry) ?? ''), memberFromXml(shape.value, entry)]),
    );
  }
  return valueFromXml(shape, own[0]!);
}

function valueFromXml(shape: Shape, element: XmlElement): unknown {
  if (shape.kind === 'structure') return structureFromXml(shape, element);
  if (element.children.length > 0) throw malformedXml();
  return readText(shape, shape.kind === 'string' ? element.text : element.text.trim(), 'date-time');
}

export function malformedXml(): WireError {
  return new WireError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}
