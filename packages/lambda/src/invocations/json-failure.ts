const expected = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/** Says what is wrong with text that is not JSON, in the words of the parser that AWS uses. */
export function jsonFailure(text: Uint8Array): string {
  const start = text.findIndex((byte) => !whitespace.has(byte));
  if (start === -1) return `No content to map due to end-of-input${place(text, text.length)}`;
  const first = text[start]!;
  if (first >= 0x80) return `Unexpected character (${character(first)}): expected a valid value ${expected}${place(text, start)}`;
  const invalid = firstInvalidUtf8(text);
  if (invalid !== -1) {
    return `Invalid UTF-8 start byte 0x${text[invalid]!.toString(16)}${place(text, invalid + 1)}`;
  }
  const token = /^[a-zA-Z_$][\w$]*/.exec(Buffer.from(text.subarray(start, start + tokenLengthMax)).toString())?.[0];
  if (token !== undefined && !literals.has(token)) {
    return `Unrecognized token '${token}': was expecting ${expected}${place(text, start + token.length)}`;
  }
  return unexpectedLater(text);
}

function unexpectedLater(text: Uint8Array): string {
  const clear = Buffer.from(text).toString();
  const position = failurePosition(clear);
  if (position === undefined || position >= clear.length) return `Unexpected end-of-input${place(text, text.length)}`;
  const offset = Buffer.byteLength(clear.slice(0, position));
  return `Unexpected character (${character(clear.codePointAt(position)!)}): expected a valid value ${expected}${place(text, offset)}`;
}

/** V8 names the place in most of its messages; where it does not, the text ended too early. */
function failurePosition(text: string): number | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const named = /at position (\d+)/.exec((error as Error).message)?.[1];
    const token = /^Unexpected token '(.)'/u.exec((error as Error).message)?.[1];
    if (named !== undefined) return Number(named);
    return token === undefined ? undefined : text.indexOf(token);
  }
}

function firstInvalidUtf8(text: Uint8Array): number {
  const decoded = Buffer.from(text).toString();
  const replaced = decoded.indexOf('\ufffd');
  if (replaced === -1) return -1;
  const offset = Buffer.byteLength(decoded.slice(0, replaced));
  // A replacement character that was sent as such is valid.
  return Buffer.from(text).equals(Buffer.from(decoded)) ? -1 : offset;
}

function character(code: number): string {
  const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0);
  return isControl ? `(CTRL-CHAR, code ${code})` : `'${String.fromCodePoint(code)}' (code ${code})`;
}

function place(text: Uint8Array, offset: number): string {
  const before = Buffer.from(text.subarray(0, offset)).toString('latin1').split('\n');
  const column = before.at(-1)!.length + 1;
  return `\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: ${before.length}, column: ${column}]`;
}

const whitespace = new Set([...' \t\r\n'].map((char) => char.charCodeAt(0)));
const literals = new Set(['true', 'false', 'null']);
const tokenLengthMax = 256;
