/** Where the characters of a string stand in a JSON document: between its quotes. */
export interface StringPlace {
  readonly startByte: number;
  readonly endByte: number;
}

/**
 * The strings of a JSON document that have at least so many bytes and are values, no names. Sees only where strings begin and end:
 * whether the document is one is found out by parsing it. Throws SyntaxError for a string without an end.
 */
export function longStrings(json: Buffer, bytesMin: number): readonly StringPlace[] {
  const found: StringPlace[] = [];
  for (let quote = nextQuote(json, 0); quote >= 0; ) {
    const startByte = quote + 1;
    const endByte = endOfString(json, startByte);
    if (endByte < 0) throw new SyntaxError('a string does not end');
    if (endByte - startByte >= bytesMin && !isName(json, endByte + 1)) found.push({ startByte, endByte });
    quote = nextQuote(json, endByte + 1);
  }
  return found;
}

/** Where most strings end a loop is faster than a call; over long ones a search is. */
const nearBytes = 64;
const quoteByte = 0x22;
const backslash = 0x5c;

function nextQuote(json: Buffer, from: number): number {
  const near = Math.min(from + nearBytes, json.length);
  for (let at = from; at < near; at++) if (json[at] === quoteByte) return at;
  return json.indexOf(quoteByte, near);
}

/** The first quote that no backslash takes its meaning from; -1 when there is none. */
function endOfString(json: Buffer, startByte: number): number {
  for (let quote = nextQuote(json, startByte); quote >= 0; quote = nextQuote(json, quote + 1)) {
    let escapes = quote;
    while (escapes > startByte && json[escapes - 1] === backslash) escapes--;
    if ((quote - escapes) % 2 === 0) return quote;
  }
  return -1;
}

function isName(json: Buffer, from: number): boolean {
  let at = from;
  while (json[at] === 0x20 || json[at] === 0x09 || json[at] === 0x0a || json[at] === 0x0d) at++;
  return json[at] === 0x3a;
}
