/** What is told of a longer value than this. */
const lengthMax = 2_048;

/** A value as Java prints it, which is how AWS's messages show values. */
export function javaText(value: unknown, type: string | undefined): string {
  const text = print(value, type === 'double' || type === 'float');
  return text.length > lengthMax ? `${text.slice(0, lengthMax)}...` : text;
}

function print(value: unknown, fractional: boolean): string {
  if (typeof value === 'number') return fractional && Number.isInteger(value) ? `${value}.0` : String(value);
  if (value instanceof Uint8Array) return `java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]`;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value))
    return `[${value
      .slice(0, lengthMax)
      .map((item) => print(item, fractional))
      .join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).slice(0, lengthMax);
    return `{${entries.map(([key, item]) => `${key}=${print(item, fractional)}`).join(', ')}}`;
  }
  return String(value).slice(0, lengthMax + 1);
}
