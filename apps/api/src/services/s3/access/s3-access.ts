import type { Authorizer } from '@hearth/iam';
import { type Bucket, type ObjectStore, S3Error } from '@hearth/services';
import { callerOf } from '../caller.js';
import type { S3Call } from '../s3-handlers.js';
import { isPublicPolicy } from './public-policy.js';
import type { S3Demand } from './s3-demand.js';

/** Asks identity and the bucket's own policy whether a caller may do something. */
export class S3Access {
  constructor(
    private readonly authorizer: Authorizer,
    private readonly objects: Pick<ObjectStore, 'find'>,
  ) {}

  /** Refuses with AccessDenied. */
  async require(call: S3Call, bucket: Bucket | undefined, demand: S3Demand): Promise<void> {
    const denial = await this.denial(call, bucket, demand);
    if (denial) throw denial;
  }

  async denial(call: S3Call, bucket: Bucket | undefined, demand: S3Demand): Promise<S3Error | undefined> {
    const caller = callerOf(call);
    const isStranger = bucket !== undefined && caller.accountId !== bucket.accountId;
    if (isStranger && isRestricted(bucket)) return new S3Error('AccessDenied');
    const decision = await this.authorizer.authorize({
      principal: caller,
      action: demand.action,
      resource: demand.resource,
      context: { ...demand.keys, ...(await this.#keysOf(call, bucket, demand)), ...call.conditionKeys },
      ...(bucket && { resourceAccountId: bucket.accountId }),
      ...(bucket?.policy !== undefined && { resourcePolicy: bucket.policy }),
    });
    if (decision.kind === 'allow') return undefined;
    // Strangers are not told why: that would tell them what the bucket's policy says.
    return new S3Error(
      'AccessDenied',
      isStranger || caller.kind === 'anonymous' ? undefined : inQuotes(decision.message, demand.resource),
    );
  }

  async #keysOf({ headers }: S3Call, bucket: Bucket | undefined, { object }: S3Demand) {
    const isInHeader = String(headers.authorization ?? '').startsWith('AWS4');
    return {
      's3:authType': [isInHeader ? 'REST-HEADER' : 'REST-QUERY-STRING'],
      's3:signatureversion': ['AWS4-HMAC-SHA256'],
      ...(bucket && { 's3:ResourceAccount': [bucket.accountId], 'aws:ResourceAccount': [bucket.accountId] }),
      ...(bucket && object && (await this.#tagsOf(bucket, object))),
    };
  }

  async #tagsOf(bucket: Bucket, { key, versionId }: NonNullable<S3Demand['object']>) {
    const found = await this.objects.find({ bucketId: bucket.id, key }, versionId);
    return Object.fromEntries(
      Object.entries(found?.tags ?? {}).map(([name, value]) => [`s3:ExistingObjectTag/${name}`, [value]]),
    );
  }
}

/** Refuses a bucket that is not the one the caller means. */
export function requireOwner(bucket: Bucket, expectedAccountId: string | undefined): void {
  if (expectedAccountId !== undefined && expectedAccountId !== bucket.accountId) throw new S3Error('AccessDenied');
}

/** Whether nobody of another account gets in, since the bucket's policy would let everybody in. */
const isRestricted = ({ publicAccess, policy }: Bucket) =>
  publicAccess?.restrictPublicBuckets === true && policy !== undefined && isPublicPolicy(policy);

/** S3 alone puts the resource into quotes. */
const inQuotes = (message: string, resource: string) =>
  message.replace(`on resource: ${resource} `, () => `on resource: "${resource}" `);
