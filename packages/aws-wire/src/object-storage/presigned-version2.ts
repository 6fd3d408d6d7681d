import { createHmac, timingSafeEqual } from 'node:crypto';
import { WireError } from '../errors/wire-error.js';
import type { AccessKeys, Caller, CredentialLookup } from '../identity.js';
import type { RequestHead } from '../routing/received-request.js';
import { bucketAddress } from './bucket-address.js';
import { principalOfStorageKey } from './storage-signature.js';

/** Parameters that are part of what is signed. https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html */
const signedParameters = new Set([
  ...[
    'accelerate',
    'acl',
    'analytics',
    'cors',
    'defaultObjectAcl',
    'delete',
    'encryption',
    'inventory',
    'legal-hold',
    'lifecycle',
  ],
  ...[
    'location',
    'logging',
    'metrics',
    'notification',
    'object-lock',
    'partNumber',
    'policy',
    'publicAccessBlock',
    'replication',
  ],
  ...[
    'requestPayment',
    'restore',
    'retention',
    'select',
    'select-type',
    'storageClass',
    'tagging',
    'torrent',
    'uploadId',
    'uploads',
  ],
  ...['versionId', 'versioning', 'versions', 'website', 'response-cache-control', 'response-content-disposition'],
  ...['response-content-encoding', 'response-content-language', 'response-content-type', 'response-expires'],
]);

/** Whether a request carries what signature version 2 did in a presigned URL, as some clients still make them. */
export function isPresignedVersion2({ headers, query }: RequestHead): boolean {
  return headers.authorization === undefined && query.some(([name]) => name === 'AWSAccessKeyId');
}

/**
 * Whose presigned URL of signature version 2 this is. Python's SDK and version 1 of the AWS CLI still make them where a region once knew them,
 * and S3 still takes them there.
 */
export async function verifyPresignedVersion2<Principal extends Caller>(
  head: RequestHead,
  publicHost: string,
  accessKeys: AccessKeys<Principal>,
  nowMs: number,
): Promise<Principal> {
  const parameter = (name: string) => {
    const values = head.query.filter(([each]) => each === name).map(([, value]) => value);
    if (values.length === 1 && values[0] !== '') return values[0]!;
    throw new WireError(
      'AccessDenied',
      'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters',
    );
  };
  const [accessKeyId, signature, expires] = [parameter('AWSAccessKeyId'), parameter('Signature'), parameter('Expires')];
  if (!/^\d{1,12}$/.test(expires))
    throw new WireError('AccessDenied', `Invalid date (should be seconds since epoch): ${expires.slice(0, 64)}`);
  if (nowMs > Number(expires) * 1_000) {
    throw new WireError('AccessDenied', 'Request has expired', {
      Expires: new Date(Number(expires) * 1_000).toISOString().replace(/\.\d{3}/, ''),
      ServerTime: new Date(nowMs).toISOString().replace(/\.\d{3}/, ''),
    });
  }
  const sessionToken = head.query.find(([name]) => name.toLowerCase() === 'x-amz-security-token')?.[1];
  const lookup: CredentialLookup<Principal> = /^\w{1,128}$/.test(accessKeyId)
    ? await accessKeys.find(accessKeyId, sessionToken)
    : { kind: 'unknown' };
  const secret = lookup.kind === 'found' ? lookup.credentials.secretAccessKey : 'a secret that signs nothing';
  const text = textToSign(head, publicHost, expires);
  const expected = createHmac('sha1', secret).update(text, 'latin1').digest();
  const principal = principalOfStorageKey(lookup, accessKeyId, sessionToken);
  const given = Buffer.from(signature, 'base64');
  if (given.length === expected.length && timingSafeEqual(given, expected)) return principal;
  throw new WireError(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    { AWSAccessKeyId: accessKeyId, StringToSign: text, SignatureProvided: signature },
  );
}

function textToSign(head: RequestHead, publicHost: string, expires: string): string {
  const given = (name: string) => head.headers[name] ?? head.query.find(([each]) => each.toLowerCase() === name)?.[1] ?? '';
  const parts = [head.method, given('content-md5'), given('content-type'), expires];
  return `${parts.join('\n')}\n${amazonHeaders(head)}${resource(head, publicHost)}`;
}

/** Clients move their `x-amz-` headers into the query, where they count as headers. */
function amazonHeaders({ headers, query }: RequestHead): string {
  const all = new Map([...query.map(([name, value]) => [name.toLowerCase(), value] as const), ...Object.entries(headers)]);
  return [...all]
    .filter(([name]) => name.startsWith('x-amz-'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value.replace(/\s+/g, ' ').trim()}\n`)
    .join('');
}

/** Bucket and path as sent, wherever the bucket stood, and the parameters that say what of it is meant. */
function resource({ headers, rawPath, query }: RequestHead, publicHost: string): string {
  const { bucket } = bucketAddress(headers.host ?? '', rawPath, publicHost);
  const isHosted = bucket !== undefined && !rawPath.startsWith(`/${bucket}/`) && rawPath !== `/${bucket}`;
  const parameters = query
    .filter(([name]) => signedParameters.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  return `${isHosted ? `/${bucket}` : ''}${rawPath}${parameters.length > 0 ? `?${parameters.join('&')}` : ''}`;
}
