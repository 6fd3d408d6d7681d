import type { Member, Shape, StructureShape, TimestampFormat } from '../schema/description.js';
import { printText } from './text.js';

/** An element with text or elements inside, which must be escaped already. */
export function element(name: string, inner: string, namespace?: string): string {
  return `<${name}${namespace ? ` xmlns="${escapeXml(namespace)}"` : ''}>${inner}</${name}>`;
}

/** The elements of a structure's members, in the order of the shape; attributes are the affair of the element around them. */
export function structureToXml(
  shape: StructureShape,
  value: Readonly<Record<string, unknown>>,
  timestamps: TimestampFormat = 'date-time',
): string {
  let xml = '';
  for (const member of shape.members) {
    const item = value[member.name];
    if (item !== undefined && item !== null && !member.xmlAttribute) xml += memberToXml(member, item, timestamps);
  }
  return xml;
}

/** A whole document's element, in the namespace of its service. */
export function rootToXml(
  name: string,
  namespace: string,
  shape: StructureShape,
  value: Readonly<Record<string, unknown>>,
  timestamps: TimestampFormat,
): string {
  const [only] = shape.members;
  // GetBucketLocation's answer is its only member, without an element around it.
  const isUnwrapped = shape.members.length === 1 && only!.xmlName === name && only!.shape.kind !== 'structure';
  if (isUnwrapped)
    return element(name, value[only!.name] == null ? '' : scalarToXml(only!.shape, value[only!.name], timestamps), namespace);
  return element(name, structureToXml(shape, value, timestamps), namespace);
}

function memberToXml(member: Member, value: unknown, timestamps: TimestampFormat): string {
  const { shape, xmlName } = member;
  if (shape.kind === 'list') {
    const items = (value as readonly unknown[]).filter((item) => item !== undefined && item !== null);
    if (member.xmlFlattened) return items.map((item) => memberToXml({ ...shape.member, xmlName }, item, timestamps)).join('');
    return element(xmlName, items.map((item) => memberToXml(shape.member, item, timestamps)).join(''));
  }
  if (shape.kind === 'map') {
    const entries = Object.entries(value as object).filter(([, item]) => item !== undefined && item !== null);
    const printed = entries.map(([key, item]) =>
      element(
        member.xmlFlattened ? xmlName : 'entry',
        memberToXml(shape.key, key, timestamps) + memberToXml(shape.value, item, timestamps),
      ),
    );
    return member.xmlFlattened ? printed.join('') : element(xmlName, printed.join(''));
  }
  if (shape.kind !== 'structure') return element(xmlName, scalarToXml(shape, value, timestamps));
  const structure = value as Readonly<Record<string, unknown>>;
  return `<${xmlName}${attributesToXml(member, shape, structure, timestamps)}>${structureToXml(shape, structure, timestamps)}</${xmlName}>`;
}

/** The namespace that a member declares, and the members of the structure that are attributes. */
function attributesToXml(
  { xmlNamespace }: Member,
  shape: StructureShape,
  value: Readonly<Record<string, unknown>>,
  timestamps: TimestampFormat,
): string {
  const own = shape.members.filter(({ name, xmlAttribute }) => xmlAttribute && value[name] !== undefined && value[name] !== null);
  const printed = own.map((member) => ` ${member.xmlName}="${scalarToXml(member.shape, value[member.name], timestamps)}"`);
  if (!xmlNamespace) return printed.join('');
  const { prefix, uri } = xmlNamespace;
  return ` xmlns${prefix === undefined ? '' : `:${prefix}`}="${escapeXml(uri)}"${printed.join('')}`;
}

function scalarToXml(shape: Shape, value: unknown, timestamps: TimestampFormat): string {
  return escapeXml(printText(shape, value, timestamps));
}

/** Text that no XML parser can take for markup; characters that XML 1.0 cannot carry at all become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"'\r]/g, (c) => `&#x${c.charCodeAt(0).toString(16)};`);
}
