import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { RunningTestApi } from '../../kit/running-api.js';

/** An S3 client as its users make it. */
export const s3Client = ({ clientSettings }: Pick<RunningTestApi, 'clientSettings'>, settings: S3ClientConfig = {}) =>
  new S3Client({ ...clientSettings, forcePathStyle: true, ...settings });
