import { type Bucket, type BucketFilter, type BucketSettings, type BucketStore, successorOf } from '@hearth/services';
import type { PostgresConnection } from '../connection.js';
import { Prisma, type S3Bucket } from '../generated/client.js';
import { violates } from '../violates.js';

export class PostgresBuckets implements BucketStore {
  constructor(private readonly connection: PostgresConnection) {}

  async insert(bucket: Bucket): Promise<boolean> {
    const { id, name, accountId, region, createdAt, ...settings } = bucket;
    try {
      await this.connection.prisma.s3Bucket.create({ data: { id, name, accountId, region, createdAt, ...columns(settings) } });
      return true;
    } catch (error) {
      if (violates(error, 'unique')) return false;
      throw error;
    }
  }

  async find(name: string): Promise<Bucket | undefined> {
    const row = await this.connection.prisma.s3Bucket.findUnique({ where: { name } });
    return row ? toBucket(row) : undefined;
  }

  async list(accountId: string, { prefix, region, after, limit }: BucketFilter): Promise<readonly Bucket[]> {
    const end = successorOf(prefix);
    const rows = await this.connection.prisma.s3Bucket.findMany({
      where: {
        accountId,
        ...(region !== undefined && { region }),
        name: { gte: prefix, ...(end !== undefined && { lt: end }), ...(after !== undefined && { gt: after }) },
      },
      orderBy: { name: 'asc' },
      take: limit,
    });
    return rows.map(toBucket);
  }

  count(accountId: string): Promise<number> {
    return this.connection.prisma.s3Bucket.count({ where: { accountId } });
  }

  async update(bucketId: string, settings: BucketSettings): Promise<boolean> {
    const { count } = await this.connection.prisma.s3Bucket.updateMany({ where: { id: bucketId }, data: columns(settings) });
    return count > 0;
  }

  async remove(bucketId: string): Promise<'removed' | 'not-empty'> {
    try {
      await this.connection.prisma.s3Bucket.deleteMany({ where: { id: bucketId } });
      return 'removed';
    } catch (error) {
      if (violates(error, 'foreign-key')) return 'not-empty';
      throw error;
    }
  }
}

type Settings = { readonly [Setting in keyof BucketSettings]?: BucketSettings[Setting] | undefined };

/** Undefined leaves a column as it is. */
function columns({ versioning, policy, tags, publicAccess, notifications }: Settings) {
  return {
    ...(versioning !== undefined && { versioning }),
    ...(policy !== undefined && { policy }),
    ...(tags !== undefined && { tags: json(tags) }),
    ...(publicAccess !== undefined && { publicAccess: json(publicAccess) }),
    ...(notifications !== undefined && { notifications: (notifications ?? {}) as Prisma.InputJsonObject }),
  };
}

const json = (value: object | null) => (value === null ? Prisma.DbNull : (value as Prisma.InputJsonObject));

function toBucket(row: S3Bucket): Bucket {
  const { id, name, accountId, region, createdAt } = row;
  return {
    id,
    name,
    accountId,
    region,
    createdAt,
    versioning: (row.versioning ?? undefined) as Bucket['versioning'],
    policy: row.policy ?? undefined,
    tags: (row.tags ?? undefined) as Bucket['tags'],
    notifications: row.notifications as Bucket['notifications'],
    publicAccess: (row.publicAccess ?? undefined) as Bucket['publicAccess'],
  };
}
