const lastCharacter = 0x10ffff;

/**
 * The first text after every text that starts with this one, in the order of UTF-8 bytes, which is that of code points. Undefined when
 * there is none.
 */
export function successorOf(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0)!);
  while (points.at(-1) === lastCharacter) points.pop();
  const last = points.pop();
  if (last === undefined) return undefined;
  // The code points of surrogates are no characters.
  points.push(last === 0xd7ff ? 0xe000 : last + 1);
  return String.fromCodePoint(...points);
}
