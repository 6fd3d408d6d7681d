import { BlobNotFoundError, type Blobs } from '@hearth/lambda';
import type { FastifyReply } from 'fastify';
import type { CodeLinks } from './code-links.js';

/** Serves deployment packages to whoever holds a link that has not expired. */
export class CodeDownload {
  constructor(
    private readonly blobs: Pick<Blobs, 'read'>,
    private readonly links: CodeLinks,
  ) {}

  async send(sha256Hex: string, query: Record<string, string | undefined>, reply: FastifyReply): Promise<FastifyReply> {
    if (!this.links.isValid(sha256Hex, query['X-Hearth-Expires'], query['X-Hearth-Signature'])) {
      return reply.code(403).send({ message: 'The link has expired or was altered. Ask GetFunction for a new one.' });
    }
    try {
      return reply.header('content-type', 'application/zip').send(await this.blobs.read(sha256Hex));
    } catch (error) {
      if (error instanceof BlobNotFoundError) return reply.code(404).send({ message: 'The code was deleted.' });
      throw error;
    }
  }
}
