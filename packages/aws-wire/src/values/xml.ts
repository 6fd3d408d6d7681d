import type { Member, Shape, StructureShape } from '../schema/description.js';
import { printText } from './text.js';

/** An element with text or elements inside, which must be escaped already. */
export function element(name: string, inner: string, namespace?: string): string {
  return `<${name}${namespace ? ` xmlns="${escapeXml(namespace)}"` : ''}>${inner}</${name}>`;
}

/** The elements of a structure's members, in the order of the shape. */
export function structureToXml(shape: StructureShape, value: Readonly<Record<string, unknown>>): string {
  let xml = '';
  for (const member of shape.members) {
    const item = value[member.name];
    if (item !== undefined && item !== null) xml += memberToXml(member, item);
  }
  return xml;
}

function memberToXml(member: Member, value: unknown): string {
  const { shape, xmlName } = member;
  if (shape.kind === 'list') {
    const items = (value as readonly unknown[]).filter((item) => item !== undefined && item !== null);
    if (member.xmlFlattened) return items.map((item) => memberToXml({ ...shape.member, xmlName }, item)).join('');
    return element(xmlName, items.map((item) => memberToXml(shape.member, item)).join(''));
  }
  if (shape.kind === 'map') {
    const entries = Object.entries(value as object).filter(([, item]) => item !== undefined && item !== null);
    const printed = entries.map(([key, item]) =>
      element(member.xmlFlattened ? xmlName : 'entry', memberToXml(shape.key, key) + memberToXml(shape.value, item)),
    );
    return member.xmlFlattened ? printed.join('') : element(xmlName, printed.join(''));
  }
  return element(
    xmlName,
    shape.kind === 'structure' ? structureToXml(shape, value as Record<string, unknown>) : scalarToXml(shape, value),
  );
}

function scalarToXml(shape: Shape, value: unknown): string {
  return escapeXml(printText(shape, value, 'date-time'));
}

/** Text that no XML parser can take for markup; characters that XML 1.0 cannot carry at all become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"'\r]/g, (c) => `&#x${c.charCodeAt(0).toString(16)};`);
}
