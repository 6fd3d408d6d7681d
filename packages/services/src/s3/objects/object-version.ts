import type { Checksum } from '../checksums/checksum.js';
import type { Tags } from '../tags.js';

/** One version of an object, or a delete marker in its place. */
export interface ObjectVersion extends NewObjectVersion {
  readonly bucketId: string;
  readonly key: string;
  /** `null` when it was written while versioning was not enabled. */
  readonly versionId: string;
  readonly isLatest: boolean;
  /** Grows with each version of a key. */
  readonly sequence: bigint;
}

/** A version as far as listings show it. */
export type ListedVersion = Omit<ObjectVersion, 'parts'>;

export interface NewObjectVersion {
  readonly isDeleteMarker: boolean;
  readonly modifiedAt: Date;
  readonly sizeBytes: number;
  /** Without its quotes. */
  readonly etag: string;
  readonly checksum: Checksum | undefined;
  readonly properties: ObjectProperties;
  readonly tags: Tags;
  /** What its bytes are, in their order; empty for a delete marker. */
  readonly parts: readonly StoredPart[];
  /** Of the multipart upload it was assembled from. */
  readonly uploadId: string | undefined;
}

/** Bytes in the blob store. */
export interface StoredPart {
  /** As the upload numbered it; 1 for an object that was put in one piece. */
  readonly number: number;
  readonly sha256Hex: string;
  readonly sizeBytes: number;
  /** In the object's algorithm, where each part has its own. */
  readonly checksum: string | undefined;
}

/** What a writer says of an object and every reader is told. */
export interface ObjectProperties {
  readonly contentType: string;
  readonly cacheControl?: string;
  readonly contentDisposition?: string;
  readonly contentEncoding?: string;
  readonly contentLanguage?: string;
  /** As the writer spelled it. */
  readonly expires?: string;
  readonly websiteRedirectLocation?: string;
  /** Names in lower case. */
  readonly userMetadata: Readonly<Record<string, string>>;
}

export const nullVersion = 'null';
export const defaultContentType = 'binary/octet-stream';
export const wasUploadedInParts = (version: Pick<NewObjectVersion, 'etag'>) => version.etag.includes('-');
