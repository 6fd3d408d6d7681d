/** What a request to object storage is aimed at. */
export interface BucketAddress {
  /** Undefined for the service itself. */
  readonly bucket: string | undefined;
  /** Still percent-encoded; undefined for the bucket itself. */
  readonly key: string | undefined;
}

/**
 * Reads bucket and key from host and path: the bucket is what stands before our own host, `localhost` or `s3.<…>`, else the first segment
 * of the path. https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function bucketAddress(host: string, rawPath: string, publicHost: string): BucketAddress {
  const hosted = hostedBucket(host, publicHost);
  if (hosted !== undefined) return { bucket: hosted, key: rawPath.slice(1) || undefined };
  const slash = rawPath.indexOf('/', 1);
  if (slash < 0) return { bucket: rawPath.slice(1) || undefined, key: undefined };
  return { bucket: rawPath.slice(1, slash), key: rawPath.slice(slash + 1) || undefined };
}

/** Whether a host is one that object storage alone answers at. */
export function isStorageHost(host: string, publicHost: string): boolean {
  return hostedBucket(host, publicHost) !== undefined || storageHost.test(withoutPort(host));
}

const storageHost = /^s3[.-]/i;
/** Before our own host a name of its own only with a dot: a bucket may be called `s3-backups`. */
const serviceLabel = /^s3(\.|$)/;

function hostedBucket(host: string, publicHost: string): string | undefined {
  const name = withoutPort(host).toLowerCase();
  const ofService = /^(.+?)\.s3[.-]/.exec(name)?.[1];
  if (ofService !== undefined) return ofService;
  const own = [withoutPort(publicHost).toLowerCase(), 'localhost'].find((each) => name.endsWith(`.${each}`));
  const label = own && name.slice(0, -own.length - 1);
  return label && serviceLabel.test(label) ? undefined : label;
}

const withoutPort = (host: string) => host.replace(/:\d*$/, '');
