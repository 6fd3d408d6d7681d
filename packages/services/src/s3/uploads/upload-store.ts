import type { MultipartUpload, UploadedPart } from './multipart-upload.js';

/** Where uploads wait for their completion. */
export interface UploadStore {
  /** False when the bucket is gone. */
  insert(upload: MultipartUpload): Promise<boolean>;
  find(bucketId: string, key: string, uploadId: string): Promise<MultipartUpload | undefined>;
  /** False when the upload is gone. A part of the same number is replaced. */
  putPart(uploadId: string, part: UploadedPart): Promise<boolean>;
  /** By number, those after `afterNumber`. */
  parts(uploadId: string, afterNumber: number, limit: number): Promise<readonly UploadedPart[]>;
  /** By key and then the earliest first. */
  list(bucketId: string, range: UploadRange): Promise<readonly MultipartUpload[]>;
  /** False when the upload is gone. */
  remove(uploadId: string): Promise<boolean>;
}

export interface UploadRange {
  readonly prefix: string;
  /** Keys from it on; of that key itself only uploads after the given one, or none where there is none. */
  readonly from?: { readonly key: string; readonly inclusive: boolean; readonly afterUploadId?: string };
  readonly limit: number;
}
