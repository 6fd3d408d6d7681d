import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { LambdaError } from '../lambda-error.js';
import { ZipLinks } from './zip-links.js';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const zippedBytesMax = 52_428_800;
export const unzippedBytesMax = 262_144_000;

/**
 * Refuses what is not a whole, harmless zip: every entry is decompressed and its bytes are counted, whatever its header claims; no name and no
 * symbolic link may lead out of the archive's root.
 */
export async function checkPackage(content: Uint8Array): Promise<void> {
  if (content.byteLength === 0) throw new LambdaError('InvalidParameterValueException', 'Uploaded file must be a non-empty zip');
  if (content.byteLength > zippedBytesMax) {
    throw new LambdaError('RequestEntityTooLargeException', `Zipped size must be smaller than ${zippedBytesMax} bytes`);
  }
  try {
    await checkEntries(content);
  } catch (error) {
    throw error instanceof LambdaError ? error : unreadable();
  }
}

async function checkEntries(content: Uint8Array): Promise<void> {
  const zip = await yauzl.fromBufferPromise(Buffer.from(content.buffer, content.byteOffset, content.byteLength), {
    strictFileNames: true,
  });
  const links = new ZipLinks();
  const paths: string[] = [];
  let unzippedBytes = 0;
  for await (const entry of zip.eachEntry()) {
    paths.push(entry.fileName);
    if (entry.fileName.endsWith('/')) continue;
    if (isLink(entry)) links.add(entry.fileName, await linkTarget(zip, entry));
    else for await (const chunk of await zip.openReadStreamPromise(entry)) unzippedBytes = add(unzippedBytes, chunk);
  }
  if (paths.length === 0) throw new LambdaError('InvalidParameterValueException', 'Uploaded file must be a non-empty zip');
  if (links.leadOut(paths)) throw unreadable();
}

function add(unzippedBytes: number, chunk: Buffer): number {
  const sum = unzippedBytes + chunk.byteLength;
  if (sum < unzippedBytesMax) return sum;
  throw new LambdaError('InvalidParameterValueException', `Unzipped size must be smaller than ${unzippedBytesMax} bytes`);
}

function isLink(entry: Entry): boolean {
  const unixMode = entry.externalFileAttributes >>> 16;
  return (unixMode & 0o170000) === 0o120000;
}

async function linkTarget(zip: ZipFile, entry: Entry): Promise<string> {
  if (entry.uncompressedSize > linkTargetBytesMax) throw unreadable();
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** PATH_MAX of Linux. */
const linkTargetBytesMax = 4096;

function unreadable(): LambdaError {
  return new LambdaError(
    'InvalidParameterValueException',
    'Could not unzip uploaded file. Please check your file, then try to upload again.',
  );
}
