import { randomBytes } from 'node:crypto';
import type { Versioning } from '../buckets/bucket.js';
import type { KeyChange } from './object-store.js';
import { type NewObjectVersion, nullVersion } from './object-version.js';

/** How a bucket takes in a new version: beside the others, or in place of the null version. */
export function addition(versioning: Versioning | undefined, version: NewObjectVersion): KeyChange {
  if (versioning === 'Enabled') return { add: { ...version, versionId: newVersionId() } };
  return { removeVersionId: nullVersion, add: { ...version, versionId: nullVersion } };
}

/** What deleting a key without naming a version does: a bucket that was ever versioned keeps what it has under a delete marker. */
export function deletion(versioning: Versioning | undefined, modifiedAt: Date): KeyChange {
  return versioning === undefined ? { removeVersionId: nullVersion } : addition(versioning, deleteMarker(modifiedAt));
}

const deleteMarker = (modifiedAt: Date): NewObjectVersion => ({
  isDeleteMarker: true,
  modifiedAt,
  sizeBytes: 0,
  etag: '',
  checksum: undefined,
  properties: { contentType: '', userMetadata: {} },
  tags: {},
  parts: [],
  uploadId: undefined,
});

const newVersionId = () => randomBytes(24).toString('base64').replaceAll('+', '.').replaceAll('/', '_');
