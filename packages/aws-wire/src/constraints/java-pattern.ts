/** What a value without a stated maximum may be long before a pattern is tried on it. */
const lengthMax = 10_000;

/**
 * A test for values that match a Java regular expression as a whole. Longer values than any of AWS's limits do not match, so that
 * nobody's input makes a pattern run long.
 */
export function javaPattern(pattern: string): (value: string) => boolean {
  const expression = compile(`^(?:${pattern.replace(/\\x\{/g, '\\u{')})$`);
  return (value) => (value.length <= lengthMax || isCharacterClass(pattern) ? expression.test(value) : false);
}

/** Java allows a bare hyphen after a class (`[\w-.]`), which JavaScript allows only without its Unicode mode. */
function compile(source: string): RegExp {
  try {
    return new RegExp(source, 'u');
  } catch {
    return new RegExp(source);
  }
}

/** `[…]+` and `[…]*` take time in proportion to the length, however long. */
function isCharacterClass(pattern: string): boolean {
  return /^\(?\[(?:[^\]\\]|\\.)*\][+*]\)?$/.test(pattern) || pattern === '.*';
}
