import { S3Error } from '../s3-error.js';
import type { ByteRange } from './object-bytes.js';

/**
 * What a Range header asks of an object: undefined for all of it, also where the header is not understood or names several ranges,
 * which S3 ignores. Refuses with InvalidRange when no byte of it exists.
 */
export function byteRange(header: string | undefined, sizeBytes: number): ByteRange | undefined {
  const found = header === undefined ? null : /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (!found) return undefined;
  const [, start = '', end = ''] = found;
  if (start === '' && end === '') return undefined;
  if (start === '') return suffix(Number(end), sizeBytes, header!);
  const startByte = Number(start);
  if (end !== '' && Number(end) < startByte) return undefined;
  if (startByte >= sizeBytes) throw unsatisfiable(header!, sizeBytes);
  return { startByte, endByte: end === '' ? sizeBytes - 1 : Math.min(Number(end), sizeBytes - 1) };
}

/** What a copy asks of its source: exactly these bytes, or a refusal. */
export function copiedRange(header: string | undefined, sizeBytes: number): ByteRange | undefined {
  if (header === undefined) return undefined;
  const found = /^bytes=(\d+)-(\d+)$/.exec(header);
  const [startByte, endByte] = [Number(found?.[1]), Number(found?.[2])];
  if (!found || endByte < startByte) {
    throw new S3Error(
      'InvalidArgument',
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: header },
    );
  }
  if (endByte < sizeBytes) return { startByte, endByte };
  throw new S3Error('InvalidArgument', `Range specified is not valid for source object of size: ${sizeBytes}`, {
    ArgumentName: 'x-amz-copy-source-range',
    ArgumentValue: header,
  });
}

function suffix(length: number, sizeBytes: number, header: string): ByteRange {
  if (length === 0 || sizeBytes === 0) throw unsatisfiable(header, sizeBytes);
  return { startByte: Math.max(0, sizeBytes - length), endByte: sizeBytes - 1 };
}

const unsatisfiable = (header: string, sizeBytes: number) =>
  new S3Error('InvalidRange', undefined, { RangeRequested: header, ActualObjectSize: String(sizeBytes) });
