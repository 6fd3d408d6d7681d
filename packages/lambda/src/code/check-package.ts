import { LambdaError } from '../lambda-error.js';
import { Turns } from './zip/turns.js';
import { entryContent, isSmall, smallContent } from './zip/zip-content.js';
import { readZipDirectory, type ZipEntry } from './zip/zip-directory.js';
import { BadZipError, type ZipSource } from './zip/zip-source.js';
import { ZipTree } from './zip/zip-tree.js';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const unzippedBytesMax = 262_144_000;

export interface CheckedPackage {
  /** All entries together, as they came out. */
  readonly unzippedBytes: number;
}

/**
 * Refuses what is not a whole, harmless zip: every entry is decompressed, and its bytes are counted and compared with what its headers
 * claim; no name and no symbolic link may lead out of the archive's root. Uses little memory beyond the content itself, and lets others
 * work in between.
 */
export async function checkPackage(zip: ZipSource, bytesMax = unzippedBytesMax): Promise<CheckedPackage> {
  if (zip.sizeBytes === 0) throw empty();
  try {
    return { unzippedBytes: await checkEntries(zip, bytesMax) };
  } catch (error) {
    throw error instanceof BadZipError ? unreadable() : error;
  }
}

async function checkEntries(zip: ZipSource, bytesMax: number): Promise<number> {
  const entries = await readZipDirectory(zip);
  if (entries.length === 0) throw empty();
  // No entry holds more or less than it says, or the zip is refused: so what they say is what comes out.
  const unzippedBytes = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  if (unzippedBytes >= bytesMax) throw tooLarge(bytesMax);
  const tree = new ZipTree();
  const turns = new Turns();
  for (const entry of entries) {
    const content = await read(zip, entry);
    if (entry.kind === 'link') tree.addLink(entry.name, content);
    else if (entry.kind === 'file') tree.addFile(entry.name);
    else tree.addFolder(entry.name);
    if (turns.isOver) await turns.next();
  }
  tree.checkLinks();
  return unzippedBytes;
}

/** Checks an entry's content to its last byte. Answers it when it is small, as those of links that can be followed are. */
async function read(zip: ZipSource, entry: ZipEntry): Promise<string> {
  if (isSmall(entry)) return (await smallContent(zip, entry)).toString();
  for await (const _ of entryContent(zip, entry));
  return '';
}

const empty = () => new LambdaError('InvalidParameterValueException', 'Uploaded file must be a non-empty zip');

const tooLarge = (bytesMax: number) =>
  new LambdaError('InvalidParameterValueException', `Unzipped size must be smaller than ${bytesMax} bytes`);

const unreadable = () =>
  new LambdaError(
    'InvalidParameterValueException',
    'Could not unzip uploaded file. Please check your file, then try to upload again.',
  );
