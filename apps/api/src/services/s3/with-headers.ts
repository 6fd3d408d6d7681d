import type { S3Error } from '@hearth/services';

/** A refusal that also tells something in its headers. */
export const withHeaders = (error: S3Error, headers: Readonly<Record<string, string>>) => Object.assign(error, { headers });
