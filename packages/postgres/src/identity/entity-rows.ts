import type { Entity, Role, Tags, User } from '@hearth/iam';
import type { Prisma } from '../generated/client.js';

export type EntityRow = Prisma.IamEntityGetPayload<{ include: { role: true } }>;

export const toUser = (row: EntityRow): User => toEntity(row);

export function toRole(row: EntityRow): Role {
  if (!row.role) throw new Error(`role ${row.id} has no details`);
  const { trustPolicy, description, maxSessionSeconds } = row.role;
  return { ...toEntity(row), trustPolicy, maxSessionSeconds, ...(description !== null && { description }) };
}

function toEntity(row: EntityRow): Entity {
  return {
    id: row.id,
    accountId: row.accountId,
    path: row.path,
    name: row.name,
    tags: toTags(row.tags),
    createdAt: row.createdAt,
    ...(row.boundaryArn !== null && { boundaryArn: row.boundaryArn }),
  };
}

/** The columns that users and roles share. */
export const entityColumns = (entity: Entity) => ({
  id: entity.id,
  accountId: entity.accountId,
  path: entity.path,
  name: entity.name,
  nameKey: nameKey(entity.name),
  boundaryArn: entity.boundaryArn ?? null,
  tags: fromTags(entity.tags),
  createdAt: entity.createdAt,
});

export const nameKey = (name: string) => name.toLowerCase();

export const fromTags = (tags: Tags): Prisma.InputJsonValue => Object.entries(tags);

export const toTags = (pairs: Prisma.JsonValue): Tags => Object.fromEntries(pairs as [string, string][]);
