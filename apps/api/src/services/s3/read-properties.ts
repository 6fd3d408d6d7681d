import { defaultContentType, type ObjectProperties, S3Error } from '@hearth/services';

/** What writers say of an object, in every operation that makes one. */
interface WriterInput {
  readonly ContentType?: string | undefined;
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
  readonly Expires?: Date | undefined;
  readonly WebsiteRedirectLocation?: string | undefined;
  readonly Metadata?: Readonly<Record<string, string>> | undefined;
  readonly ACL?: string | undefined;
  readonly GrantFullControl?: string | undefined;
  readonly GrantRead?: string | undefined;
  readonly GrantReadACP?: string | undefined;
  readonly GrantWriteACP?: string | undefined;
  readonly StorageClass?: string | undefined;
  readonly ServerSideEncryption?: string | undefined;
  readonly SSECustomerAlgorithm?: string | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly BucketKeyEnabled?: boolean | undefined;
  readonly ObjectLockMode?: string | undefined;
  readonly ObjectLockLegalHoldStatus?: string | undefined;
  readonly RequestPayer?: string | undefined;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html: names and values together, in bytes of UTF-8. */
const userMetadataBytesMax = 2048;

/** Reads what a writer says of an object, and refuses what the object could not keep or be. */
export function readProperties(input: WriterInput): ObjectProperties {
  refuseOptions(input);
  const userMetadata = input.Metadata ?? {};
  const size = Object.entries(userMetadata).reduce((sum, pair) => sum + Buffer.byteLength(pair.join('')), 0);
  if (size > userMetadataBytesMax) {
    throw new S3Error('MetadataTooLarge', undefined, {
      Size: String(size),
      MaxSizeAllowed: String(userMetadataBytesMax),
    });
  }
  const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, Expires, WebsiteRedirectLocation } = input;
  return {
    contentType: input.ContentType || defaultContentType,
    ...(CacheControl && { cacheControl: CacheControl }),
    ...(ContentDisposition && { contentDisposition: ContentDisposition }),
    ...(ContentEncoding && { contentEncoding: ContentEncoding }),
    ...(ContentLanguage && { contentLanguage: ContentLanguage }),
    ...(Expires && { expires: Expires.toISOString() }),
    ...(WebsiteRedirectLocation && { websiteRedirectLocation: WebsiteRedirectLocation }),
    userMetadata,
  };
}

/** Canned ACLs that say what holds anyway in a bucket whose owner owns every object. */
const harmlessAcls = new Set(['private', 'bucket-owner-full-control']);

function refuseOptions(input: WriterInput): void {
  const grants = [input.GrantFullControl, input.GrantRead, input.GrantReadACP, input.GrantWriteACP];
  if ((input.ACL && !harmlessAcls.has(input.ACL)) || grants.some(Boolean)) throw new S3Error('AccessControlListNotSupported');
  const { StorageClass = 'STANDARD' } = input;
  if (StorageClass !== 'STANDARD') {
    if (!storageClasses.has(StorageClass))
      throw new S3Error('InvalidStorageClass', undefined, { StorageClassRequested: StorageClass });
    throw notBuilt('x-amz-storage-class', `The storage class ${StorageClass}`);
  }
  const encryption = input.ServerSideEncryption ?? 'AES256';
  if (encryption !== 'AES256' || input.SSEKMSKeyId || input.BucketKeyEnabled)
    throw notBuilt('x-amz-server-side-encryption', `Encryption with ${encryption}`);
  if (input.SSECustomerAlgorithm)
    throw notBuilt('x-amz-server-side-encryption-customer-algorithm', 'Encryption with the keys of a customer');
  if (input.ObjectLockMode || input.ObjectLockLegalHoldStatus) throw notBuilt('x-amz-object-lock-mode', 'Object Lock');
}

const storageClasses = new Set([
  'DEEP_ARCHIVE',
  'EXPRESS_ONEZONE',
  'GLACIER',
  'GLACIER_IR',
  'INTELLIGENT_TIERING',
  'ONEZONE_IA',
  'OUTPOSTS',
  'REDUCED_REDUNDANCY',
  'SNOW',
  'STANDARD_IA',
]);

/** What Hearth's S3 does not do, said before anything happens. */
export const notBuilt = (header: string, what: string) =>
  new S3Error('NotImplemented', `${what} is not implemented.`, { Header: header });
