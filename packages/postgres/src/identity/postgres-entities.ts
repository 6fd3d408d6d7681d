import type { Entity, EntityStore, PageRequest, Role, User } from '@hearth/iam';
import type { PrismaClient } from '../generated/client.js';
import { type EntityRow, entityColumns, fromTags, toRole, toUser } from './entity-rows.js';
import type { IdentityChanges } from './identity-changes.js';
import { isReferred, isTaken } from './prisma-refusals.js';

/** What sets roles and users apart in the tables they share. */
interface EntityShape<E extends Entity> {
  readonly kind: 'role' | 'user';
  read(row: EntityRow): E;
  details(entity: E): { trustPolicy: string; description: string | null; maxSessionSeconds: number } | undefined;
}

const roleShape: EntityShape<Role> = {
  kind: 'role',
  read: toRole,
  details: ({ trustPolicy, description, maxSessionSeconds }) => ({
    trustPolicy,
    description: description ?? null,
    maxSessionSeconds,
  }),
};

const userShape: EntityShape<User> = { kind: 'user', read: toUser, details: () => undefined };

/** Users or roles in Postgres. */
export class PostgresEntities<E extends Entity> implements EntityStore<E> {
  readonly #prisma: PrismaClient;
  readonly #changes: IdentityChanges;
  readonly #shape: EntityShape<E>;

  private constructor(prisma: PrismaClient, changes: IdentityChanges, shape: EntityShape<E>) {
    this.#prisma = prisma;
    this.#changes = changes;
    this.#shape = shape;
  }

  static roles(prisma: PrismaClient, changes: IdentityChanges): PostgresEntities<Role> {
    return new PostgresEntities(prisma, changes, roleShape);
  }

  static users(prisma: PrismaClient, changes: IdentityChanges): PostgresEntities<User> {
    return new PostgresEntities(prisma, changes, userShape);
  }

  async find(accountId: string, name: string): Promise<E | undefined> {
    const row = await this.#prisma.iamEntity.findFirst({
      where: { accountId, kind: this.#shape.kind, name },
      include: { role: true },
    });
    return row ? this.#shape.read(row) : undefined;
  }

  async list(accountId: string, { pathPrefix = '/', after, limit }: PageRequest): Promise<readonly E[]> {
    const rows = await this.#prisma.iamEntity.findMany({
      where: {
        accountId,
        kind: this.#shape.kind,
        path: { startsWith: pathPrefix.replace(/[\\%_]/g, '\\$&') },
        ...(after !== undefined && { name: { gt: after } }),
      },
      include: { role: true },
      orderBy: { name: 'asc' },
      take: limit,
    });
    return rows.map((row) => this.#shape.read(row));
  }

  async insert(entity: E): Promise<boolean> {
    const details = this.#shape.details(entity);
    const role = details && { create: details };
    try {
      await this.#prisma.iamEntity.create({ data: { ...entityColumns(entity), kind: this.#shape.kind, ...(role && { role }) } });
      return true;
    } catch (error) {
      if (isTaken(error)) return false;
      throw error;
    }
  }

  async update(before: E, after: E): Promise<void> {
    const [was, is] = [entityColumns(before), entityColumns(after)];
    const details = changed(this.#shape.details(before), this.#shape.details(after));
    await this.#prisma.iamEntity.update({
      where: { id: before.id },
      data: {
        ...(was.boundaryArn !== is.boundaryArn && { boundaryArn: is.boundaryArn }),
        ...(JSON.stringify(was.tags) !== JSON.stringify(is.tags) && { tags: fromTags(after.tags) }),
        ...(details && { role: { update: details } }),
      },
    });
    this.#changes.announce({ kind: 'entity', id: before.id });
  }

  async remove(id: string): Promise<boolean> {
    try {
      await this.#prisma.iamEntity.delete({ where: { id } });
    } catch (error) {
      if (isReferred(error)) return false;
      throw error;
    }
    this.#changes.announce({ kind: 'entity', id });
    return true;
  }
}

function changed<T extends object>(before: T | undefined, after: T | undefined): Partial<T> | undefined {
  if (!before || !after) return undefined;
  const entries = Object.entries(after).filter(([key, value]) => before[key as keyof T] !== value);
  return entries.length > 0 ? (Object.fromEntries(entries) as Partial<T>) : undefined;
}
