import { BlobNotFoundError, type Blobs } from '@hearth/lambda';

export interface Settings {
  readonly postgresUrl: string;
  readonly redisUrl: string;
}

export interface AcceptorSettings extends Settings {
  readonly clients: number;
  readonly pauseMilliseconds: number;
  readonly deed: Deed;
}

/** What the function does with an event; its payload. */
export interface Deed {
  readonly does: 'succeed' | 'fail' | 'kill its worker';
  readonly milliseconds?: number;
}

/** These events are small. */
export const noBlobs: Blobs = {
  put: () => Promise.reject(new Error('no event here is large')),
  stage: () => Promise.reject(new Error('no event here is large')),
  renew: (sha256Hex) => Promise.reject(new BlobNotFoundError(sha256Hex)),
  read: (sha256Hex) => Promise.reject(new BlobNotFoundError(sha256Hex)),
};
