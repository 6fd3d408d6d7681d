import { type FileHandle, open, rm } from 'node:fs/promises';

/** A file that is read here and there, and then removed unless it was moved elsewhere. */
export class StagedFile {
  #file: Promise<FileHandle> | undefined;

  constructor(private readonly path: string) {}

  /** These bytes; fewer where they end. */
  async read(position: number, length: number): Promise<Buffer> {
    this.#file ??= open(this.path, 'r');
    const file = await this.#file;
    const bytes = Buffer.allocUnsafe(length);
    let at = 0;
    while (at < length) {
      const { bytesRead } = await file.read(bytes, at, length - at, position + at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return bytes.subarray(0, at);
  }

  async discard(): Promise<void> {
    const file = await this.#file?.catch(() => undefined);
    await file?.close();
    await rm(this.path, { force: true });
  }
}
