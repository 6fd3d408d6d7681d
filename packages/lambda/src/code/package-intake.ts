import { LambdaError } from '../lambda-error.js';
import type { Scope } from '../names/scope.js';
import type { AccountUsage, Quotas } from '../quotas/quotas.js';
import type { BlobReference, Blobs } from './blobs.js';
import { type CheckedPackage, checkPackage } from './check-package.js';
import type { CodeSource } from './code-source.js';
import { zipInMemory } from './zip/zip-source.js';

/** What is kept of a package. */
export type KeptPackage = BlobReference & CheckedPackage;

/** Takes in what functions and layers are made of: whole, harmless and within the account's quotas. */
export class PackageIntake {
  #checking: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly blobs: Pick<Blobs, 'put'>,
    private readonly quotas: Pick<Quotas, 'of'>,
    private readonly account: AccountUsage,
  ) {}

  /** Fetches a package and checks it; keeps nothing. */
  async check(scope: Scope, source: CodeSource): Promise<CheckedPackage & { readonly content: Uint8Array }> {
    const { CodeSizeZipped, CodeSizeUnzipped } = await this.quotas.of(scope);
    const content = source.kind === 'object' ? await source.read(CodeSizeUnzipped) : contentOf(source, CodeSizeZipped);
    return { ...(await this.#checkInTurn(content, CodeSizeUnzipped)), content };
  }

  async keep(scope: Scope, source: CodeSource): Promise<KeptPackage> {
    const { content, unzippedBytes } = await this.check(scope, source);
    const [{ TotalCodeSize }, { codeBytes }] = await Promise.all([this.quotas.of(scope), this.account.usage(scope)]);
    if (codeBytes + content.byteLength > TotalCodeSize) {
      throw new LambdaError('CodeStorageExceededException', 'Code storage limit exceeded.');
    }
    return { ...(await this.blobs.put(content)), unzippedBytes };
  }

  /** One at a time, so that many hostile packages at once take no more of the process than one. */
  #checkInTurn(content: Uint8Array, bytesMax: number): Promise<CheckedPackage> {
    const checked = this.#checking.then(() => checkPackage(zipInMemory(content), bytesMax));
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
