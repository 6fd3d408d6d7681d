import { S3Error } from '../s3-error.js';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html: in bytes of UTF-8. */
const keyBytesMax = 1024;

/** Refuses keys that are too long, and the one character that no store of text can hold. */
export function checkObjectKey(key: string): void {
  const size = Buffer.byteLength(key);
  if (size > keyBytesMax) {
    throw new S3Error('KeyTooLongError', undefined, { Size: String(size), MaxSizeAllowed: String(keyBytesMax) });
  }
  if (key.includes('\0')) throw new S3Error('InvalidURI', undefined, { URI: key.replaceAll('\0', '%00') });
}
