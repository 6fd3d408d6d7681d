import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { BlobNotFoundError } from '@hearth/lambda';
import { type FolderBlobs, openFolderBlobs } from './folder-blobs.js';

describe('a folder as a blob store', () => {
  const content = Buffer.from('what a function is made of');
  const key = createHash('sha256').update(content).digest('hex');
  let folder: string;
  let blobs: FolderBlobs;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hearth-blobs-'));
    blobs = await openFolderBlobs(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('returns what was put, under its SHA-256', async () => {
    expect(await blobs.put(content)).toEqual({ sha256Hex: key, sizeBytes: content.length });
    expect(await buffer(await blobs.read(key))).toEqual(content);
  });

  it('keeps equal content once and leaves nothing half written', async () => {
    await Promise.all([blobs.put(content), blobs.put(content), blobs.put(content)]);
    expect(await readdir(join(folder, key.slice(0, 2)))).toEqual([key.slice(2)]);
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  });

  it('takes in a stream under the SHA-256 of what came', async () => {
    const written = await blobs.write(Readable.from([content.subarray(0, 5), content.subarray(5)]));
    expect(written).toEqual({ sha256Hex: key, sizeBytes: content.length });
    expect(await buffer(await blobs.open(key))).toEqual(content);
  });

  it('keeps nothing of a stream that fails', async () => {
    const failing = async function* () {
      yield content;
      throw new Error('the client went away');
    };
    await expect(blobs.write(failing())).rejects.toThrow('the client went away');
    expect(await readdir(folder)).toEqual(['incoming']);
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  });

  it('reads a range, both ends included', async () => {
    await blobs.put(content);
    expect(await buffer(await blobs.open(key, { startByte: 5, endByte: 12 }))).toEqual(content.subarray(5, 13));
  });

  it('reads to its end what is removed meanwhile', async () => {
    await blobs.put(content);
    const stream = await blobs.open(key);
    await rm(join(folder, key.slice(0, 2)), { recursive: true });
    expect(await buffer(stream)).toEqual(content);
  });

  it('fails at the end of a read when the file was damaged', async () => {
    await blobs.put(content);
    await writeFile(join(folder, key.slice(0, 2), key.slice(2)), Buffer.alloc(content.length, 'x'));
    await expect(blobs.read(key).then(buffer)).rejects.toThrow('is damaged');
  });

  it('writes a truncated file anew when the content is put again', async () => {
    await blobs.put(content);
    await writeFile(join(folder, key.slice(0, 2), key.slice(2)), content.subarray(0, 3));
    await blobs.put(content);
    expect(await buffer(await blobs.read(key))).toEqual(content);
  });

  it.each([key, '../../etc/passwd', ''])('refuses to read %j, which it does not have', async (name) => {
    await expect(blobs.read(name)).rejects.toThrow(BlobNotFoundError);
  });
});
