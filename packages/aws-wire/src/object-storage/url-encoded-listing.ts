/** Members of listings that hold keys or parts of keys. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
const keyMembers = new Set(['Delimiter', 'Key', 'KeyMarker', 'Marker', 'NextKeyMarker', 'NextMarker', 'Prefix', 'StartAfter']);

/** A listing whose `EncodingType` is `url`, with every key in it encoded so that XML can carry it; any other output as it is. */
export function urlEncodedListing(output: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return output.EncodingType === 'url' ? (encodedKeys(output) as Record<string, unknown>) : output;
}

function encodedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(encodedKeys);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      keyMembers.has(name) && typeof item === 'string' ? urlEncoded(item) : encodedKeys(item),
    ]),
  );
}

/** As Java's URLEncoder, with slashes left as they are. */
function urlEncoded(text: string): string {
  return encodeURIComponent(text)
    .replace(/%2F/g, '/')
    .replace(/%20/g, '+')
    .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
