import { parsePolicyDocument, UnreadablePolicy } from '@hearth/iam';
import { type Bucket, type Buckets, bucketArn, readTags, S3Error, tagSetOf } from '@hearth/services';
import { isPublicPolicy, publicPolicyRefused } from './access/public-policy.js';
import { callerOf, nameOf } from './caller.js';
import { notBuilt } from './read-properties.js';
import type { S3Call, S3Group } from './s3-handlers.js';

type Group = S3Group<
  | 'GetBucketVersioning'
  | 'PutBucketVersioning'
  | 'GetBucketTagging'
  | 'PutBucketTagging'
  | 'DeleteBucketTagging'
  | 'GetBucketPolicy'
  | 'PutBucketPolicy'
  | 'DeleteBucketPolicy'
  | 'GetBucketPolicyStatus'
  | 'GetPublicAccessBlock'
  | 'PutPublicAccessBlock'
  | 'DeletePublicAccessBlock'
>;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html: 20 KB. */
const policyBytesMax = 20 * 1024;

/** What an owner sets on a bucket and Hearth keeps to. */
export function bucketSettingsHandlers(buckets: Buckets): Group {
  const of = ({ Bucket }: { readonly Bucket: string | undefined }) => buckets.find(Bucket!);
  return {
    async GetBucketVersioning(input) {
      return { Status: (await of(input)).versioning };
    },

    async PutBucketVersioning(input) {
      const { Status, MFADelete } = input.VersioningConfiguration ?? {};
      if (MFADelete === 'Enabled') throw notBuilt('MfaDelete', 'MFA delete');
      if (Status !== 'Enabled' && Status !== 'Suspended') throw illegalVersioning();
      await buckets.update(await of(input), { versioning: Status });
      return {};
    },

    async GetBucketTagging(input) {
      const bucket = await of(input);
      if (!bucket.tags) throw new S3Error('NoSuchTagSet', undefined, { BucketName: bucket.name });
      return { TagSet: tagSetOf(bucket.tags) };
    },

    async PutBucketTagging(input) {
      const tags = readTags(input.Tagging?.TagSet ?? [], 'bucket');
      await buckets.update(await of(input), { tags: Object.keys(tags).length === 0 ? null : tags });
      return {};
    },

    async DeleteBucketTagging(input) {
      await buckets.update(await of(input), { tags: null });
      return {};
    },

    async GetBucketPolicy(input) {
      return { Policy: policyOf(await of(input)) };
    },

    async PutBucketPolicy(input, call) {
      const bucket = await of(input);
      const policy = input.Policy!;
      checkPolicy(bucket, policy, call);
      await buckets.update(bucket, { policy });
      return {};
    },

    async DeleteBucketPolicy(input) {
      await buckets.update(await of(input), { policy: null });
      return {};
    },

    async GetBucketPolicyStatus(input) {
      return { PolicyStatus: { IsPublic: isPublicPolicy(policyOf(await of(input))) } };
    },

    async GetPublicAccessBlock(input) {
      const { name, publicAccess } = await of(input);
      if (!publicAccess) throw new S3Error('NoSuchPublicAccessBlockConfiguration', undefined, { BucketName: name });
      return {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: publicAccess.blockPublicAcls,
          IgnorePublicAcls: publicAccess.ignorePublicAcls,
          BlockPublicPolicy: publicAccess.blockPublicPolicy,
          RestrictPublicBuckets: publicAccess.restrictPublicBuckets,
        },
      };
    },

    async PutPublicAccessBlock(input) {
      const {
        BlockPublicAcls = false,
        IgnorePublicAcls = false,
        BlockPublicPolicy = false,
        RestrictPublicBuckets = false,
      } = input.PublicAccessBlockConfiguration ?? {};
      await buckets.update(await of(input), {
        publicAccess: {
          blockPublicAcls: BlockPublicAcls,
          ignorePublicAcls: IgnorePublicAcls,
          blockPublicPolicy: BlockPublicPolicy,
          restrictPublicBuckets: RestrictPublicBuckets,
        },
      });
      return {};
    },

    async DeletePublicAccessBlock(input) {
      await buckets.update(await of(input), { publicAccess: null });
      return {};
    },
  };
}

function policyOf({ name, policy }: Bucket): string {
  if (policy === undefined) throw new S3Error('NoSuchBucketPolicy', undefined, { BucketName: name });
  return policy;
}

/** Refuses with MalformedPolicy what could not be kept to, and what the bucket's settings forbid with AccessDenied. */
function checkPolicy(bucket: Bucket, policy: string, call: S3Call): void {
  if (Buffer.byteLength(policy) > policyBytesMax) {
    throw new S3Error('MalformedPolicy', 'Policies cannot exceed 20480 bytes in size');
  }
  const document = readPolicy(policy);
  const arn = bucketArn(bucket.name);
  for (const { action, resource } of document.statements) {
    const isOwn = (text: string) => text === arn || text.startsWith(`${arn}/`) || /^arn:aws:s3:::[^/]*[*?]/.test(text);
    if (!resource) throw new S3Error('MalformedPolicy', 'Missing required field Resource');
    if (!resource.texts.every(isOwn)) throw new S3Error('MalformedPolicy', 'Policy has invalid resource');
    if (!action.texts.every((text) => text === '*' || /^s3:/i.test(text))) {
      throw new S3Error('MalformedPolicy', 'Policy has invalid action');
    }
  }
  if (bucket.publicAccess?.blockPublicPolicy && isPublicPolicy(policy)) throw publicPolicyRefused(nameOf(callerOf(call)), arn);
}

function readPolicy(policy: string) {
  try {
    return parsePolicyDocument(policy, 'resource');
  } catch (error) {
    if (!(error instanceof UnreadablePolicy)) throw error;
    // S3 has words of its own for a text that is no JSON; an action without its service is no action of S3.
    const words = /^Syntax errors|prefaced by a vendor/.test(error.message) ? undefined : error.message;
    throw new S3Error('MalformedPolicy', isJson(policy) ? (words ?? 'Syntax errors in policy.') : undefined);
  }
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

const illegalVersioning = () => new S3Error('InvalidRequest', 'The Versioning element must be specified');
