import type { RequestHead } from '../routing/received-request.js';
import { incomplete } from './refusals.js';
import { type PresentedSignature, readCredential, readHexSignature, readSignedHeaders } from './signature-fields.js';

/** Reads `Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…` and the date and token headers beside it. */
export function readAuthorizationHeader(request: RequestHead): PresentedSignature {
  if (request.repeatedHeaders.has('authorization')) throw incomplete('The Authorization header must be given once.');
  const header = request.headers.authorization!;
  const space = header.indexOf(' ');
  const algorithm = space < 0 ? header : header.slice(0, space);
  if (algorithm !== 'AWS4-HMAC-SHA256') throw unsupported(algorithm, header);
  const fields = readFields(space < 0 ? '' : header.slice(space + 1), algorithm);
  const date = requestDate(request);
  const missing = [
    ...['Credential', 'Signature', 'SignedHeaders'].filter((name) => !fields.get(name)).map((name) => `'${name}' parameter`),
    ...(date === undefined ? ["existence of either a 'X-Amz-Date' or a 'Date' header"] : []),
  ];
  if (missing.length > 0) {
    throw incomplete(`${missing.map((what) => `Authorization header requires ${what}.`).join(' ')} Authorization=${algorithm}`);
  }
  return {
    ...readCredential(fields.get('Credential')!),
    signedHeaders: readSignedHeaders(fields.get('SignedHeaders')!),
    signature: readHexSignature(fields.get('Signature')!),
    date: date!,
    sessionToken: request.headers['x-amz-security-token'],
    expiresSeconds: undefined,
  };
}

function unsupported(algorithm: string, header: string) {
  if (algorithm.toUpperCase().startsWith('AWS')) return incomplete(`Unsupported AWS 'algorithm': '${algorithm.slice(0, 64)}'.`);
  const word = header.slice(header.indexOf(' ') + 1).slice(0, 16);
  return incomplete(`'${word}' not a valid key=value pair (missing equal-sign) in Authorization header.`);
}

function readFields(text: string, algorithm: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const piece of text.split(',')) {
    const field = piece.trim();
    if (field === '') continue;
    const equals = field.indexOf('=');
    if (equals < 0)
      throw incomplete(`'${field.slice(0, 16)}' not a valid key=value pair (missing equal-sign) in Authorization header.`);
    const name = field.slice(0, equals);
    if (fields.has(name)) throw incomplete(`Authorization header has '${name.slice(0, 16)}' twice. Authorization=${algorithm}`);
    fields.set(name, field.slice(equals + 1));
  }
  return fields;
}

/** `X-Amz-Date`, or else the `Date` header in the same terms. */
function requestDate(request: RequestHead): string | undefined {
  const own = request.headers['x-amz-date'];
  if (own !== undefined) return own;
  const date = request.headers.date;
  if (date === undefined) return undefined;
  if (/^\d{8}T\d{6}Z$/.test(date)) return date;
  const milliseconds = Date.parse(date);
  return Number.isNaN(milliseconds) ? date : new Date(milliseconds).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
