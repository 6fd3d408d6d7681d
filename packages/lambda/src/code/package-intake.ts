import { createHash } from 'node:crypto';
import { LambdaError } from '../lambda-error.js';
import type { Scope } from '../names/scope.js';
import type { AccountUsage, Quotas } from '../quotas/quotas.js';
import type { BlobReference, Blobs } from './blobs.js';
import { type CheckedPackage, checkPackage } from './check-package.js';
import type { CodeSource } from './code-source.js';
import { type ZipSource, zipInMemory, zipInStore } from './zip/zip-source.js';

/** What is kept of a package. */
export type KeptPackage = BlobReference & CheckedPackage;

interface TakenPackage extends CheckedPackage {
  readonly sizeBytes: number;
  /** Of content that need not be kept: hashing it takes its time. */
  hash(): string;
  keep(): Promise<BlobReference>;
}

/** Takes in what functions and layers are made of: whole, harmless and within the account's quotas. */
export class PackageIntake {
  #checking: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly blobs: Pick<Blobs, 'put' | 'stage'>,
    private readonly quotas: Pick<Quotas, 'of'>,
    private readonly account: AccountUsage,
  ) {}

  /** Fetches a package and checks it; keeps nothing and tells what would be kept. */
  check(scope: Scope, source: CodeSource): Promise<KeptPackage> {
    return this.#take(scope, source, async ({ sizeBytes, unzippedBytes, hash }) => ({
      sha256Hex: hash(),
      sizeBytes,
      unzippedBytes,
    }));
  }

  keep(scope: Scope, source: CodeSource): Promise<KeptPackage> {
    return this.#take(scope, source, async ({ sizeBytes, unzippedBytes, keep }) => {
      await this.checkRoom(scope, sizeBytes);
      return { ...(await keep()), unzippedBytes };
    });
  }

  /** Refuses what the account has no room for. Each version counts, whether or not another one has the same code. */
  async checkRoom(scope: Scope, addedBytes: number): Promise<void> {
    const [{ TotalCodeSize }, { codeBytes }] = await Promise.all([this.quotas.of(scope), this.account.usage(scope)]);
    if (codeBytes + addedBytes <= TotalCodeSize) return;
    throw new LambdaError('CodeStorageExceededException', 'Code storage limit exceeded.');
  }

  /** What came within a request is in memory already; an object is of any size and never is. */
  async #take<T>(scope: Scope, source: CodeSource, use: (taken: TakenPackage) => Promise<T>): Promise<T> {
    const { CodeSizeZipped, CodeSizeUnzipped } = await this.quotas.of(scope);
    if (source.kind !== 'object') {
      const content = contentOf(source, CodeSizeZipped);
      const checked = await this.#checkInTurn(zipInMemory(content), CodeSizeUnzipped);
      const hash = () => createHash('sha256').update(content).digest('hex');
      return use({ ...checked, sizeBytes: content.byteLength, hash, keep: () => this.blobs.put(content) });
    }
    const staged = await this.blobs.stage(await source.open(CodeSizeUnzipped));
    try {
      const checked = await this.#checkInTurn(zipInStore(staged), CodeSizeUnzipped);
      return await use({ ...checked, sizeBytes: staged.sizeBytes, hash: () => staged.sha256Hex, keep: () => staged.keep() });
    } finally {
      await staged.discard();
    }
  }

  /** One at a time, so that many hostile packages at once take no more of the process than one. */
  #checkInTurn(zip: ZipSource, bytesMax: number): Promise<CheckedPackage> {
    const checked = this.#checking.then(() => checkPackage(zip, bytesMax));
    this.#checking = checked.catch(() => {});
    return checked;
  }
}

/** Only what is sent within a request is measured while it is packed. */
function contentOf(source: Exclude<CodeSource, { kind: 'object' }>, zippedBytesMax: number): Uint8Array {
  if (source.kind !== 'zip')
    throw new LambdaError('InvalidParameterValueException', 'Please provide a source for function code.');
  if (source.bytes.byteLength <= zippedBytesMax) return source.bytes;
  throw new LambdaError('RequestEntityTooLargeException', `Zipped size must be smaller than ${zippedBytesMax} bytes`);
}
