interface SampleShape {
  readonly kind: string;
  readonly union?: boolean;
  readonly members?: readonly SampleMember[];
  readonly member?: SampleMember;
  readonly value?: SampleMember;
}

interface SampleMember {
  readonly name: string;
  readonly shape: SampleShape;
  readonly location: { readonly in: string };
  readonly streaming: boolean;
}

/**
 * A value of a shape of the wire's description with every member set, down to a depth: what is sent and what arrives can then be
 * compared as a whole. Structures below the depth are left out.
 */
export function sampleStructure(shape: SampleShape, depth = 4): Record<string, unknown> {
  const members = shape.union ? shape.members!.slice(0, 1) : shape.members!;
  return Object.fromEntries(
    members.flatMap((member) => {
      const value = sampleMember(member, depth - 1);
      return value === undefined ? [] : [[member.name, value]];
    }),
  );
}

const text = { header: 'text in a header', prefixHeaders: 'text', label: 'arn:aws:lambda:us-east-1:123456789012:x/y z?é%2F+' };
const plainText = 'a <b> & "c" \'d\' é 😀 + %20 =/';

function sampleMember({ name, shape, location, streaming }: SampleMember, depth: number): unknown {
  if (location.in === 'status') return 200;
  if (streaming && shape.kind === 'structure') return undefined;
  if (shape.kind === 'string') return text[location.in as keyof typeof text] ?? `${name} ${plainText}`;
  return sampleValue(shape, depth);
}

function sampleValue(shape: SampleShape, depth: number): unknown {
  switch (shape.kind) {
    case 'structure':
      return depth <= 0 ? undefined : sampleStructure(shape, depth);
    case 'list': {
      const item = sampleValue(shape.member!.shape, depth - 1);
      return item === undefined ? undefined : [item, item, item];
    }
    case 'map': {
      const item = sampleValue(shape.value!.shape, depth - 1);
      return item === undefined ? undefined : { 'key.1 &': item, other: item };
    }
    case 'string':
      return plainText;
    case 'boolean':
      return true;
    case 'number':
      return 7;
    case 'bigInteger':
      return 12n;
    case 'blob':
      return new Uint8Array([0, 255, 60, 38, 10, 13]);
    case 'timestamp':
      return new Date('2026-11-21T05:15:00Z');
    case 'document':
      return { any: ['thing', 1, true] };
    default:
      throw new Error(`no sample of a ${shape.kind}`);
  }
}
