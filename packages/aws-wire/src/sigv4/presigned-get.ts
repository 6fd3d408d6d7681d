import { createHash, createHmac } from 'node:crypto';
import { canonicalRequest, encoded } from './canonical-request.js';
import { SigningKeys } from './signing-keys.js';

export interface GetToSign {
  /** Without host; every segment is encoded here. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Host and port. */
  readonly host: string;
  readonly region: string;
  readonly expiresSeconds: number;
}

const signingKeys = new SigningKeys();

/** Path and query under which whoever has them may get one object of S3, as AWS's presigners make them. */
export function presignedGet(
  { path, query, host, region, expiresSeconds }: GetToSign,
  credentials: { readonly accessKeyId: string; readonly secretAccessKey: string },
  nowMs: number,
): string {
  const date = new Date(nowMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = { date: date.slice(0, 8), region, service: 's3' };
  const scopeText = `${scope.date}/${region}/s3/aws4_request`;
  const parameters = Object.entries({
    ...query,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': date,
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Expires': String(expiresSeconds),
    'X-Amz-Credential': `${credentials.accessKeyId}/${scopeText}`,
  });
  const canonicalPath = path.split('/').map(encoded).join('/');
  const request = { method: 'GET', query: parameters, headers: { host } };
  const canonical = canonicalRequest(request, canonicalPath, ['host'], 'UNSIGNED-PAYLOAD');
  const text = `AWS4-HMAC-SHA256\n${date}\n${scopeText}\n${createHash('sha256').update(canonical).digest('hex')}`;
  const key = signingKeys.derive(credentials.secretAccessKey, scope);
  const signature = createHmac('sha256', key).update(text).digest('hex');
  const printed = [...parameters, ['X-Amz-Signature', signature] as const].map(([name, value]) => `${name}=${encoded(value)}`);
  return `${canonicalPath}?${printed.join('&')}`;
}
