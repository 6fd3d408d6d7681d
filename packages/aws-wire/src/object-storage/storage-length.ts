import { WireError } from '../errors/wire-error.js';
import type { RequestHead } from '../routing/received-request.js';
import type { PayloadForm } from './payload-form.js';

/** How long the content is that a request announces. Refuses a flowing body of unknown length. */
export function contentLength({ headers }: RequestHead, form: PayloadForm, isStreamed: boolean): number {
  if (headers['transfer-encoding'] !== undefined && form.kind !== 'chunked') {
    throw new WireError('NotImplemented', 'A header you provided implies functionality that is not implemented', {
      Header: 'Transfer-Encoding',
    });
  }
  const stated = form.kind === 'chunked' ? headers['x-amz-decoded-content-length'] : headers['content-length'];
  if (stated === undefined && (isStreamed || form.kind === 'chunked')) {
    throw new WireError('MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  const bytes = Number(stated ?? 0);
  if (!/^\d{1,15}$/.test(stated ?? '0')) throw new WireError('InvalidArgument', 'The length of the content is no number.');
  return bytes;
}

export function requireStorageSize(lengthBytes: number, bytesMax: number | undefined): void {
  if (bytesMax === undefined || lengthBytes <= bytesMax) return;
  throw new WireError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
    ProposedSize: String(lengthBytes),
    MaxSizeAllowed: String(bytesMax),
  });
}
