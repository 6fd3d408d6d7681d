import {
  type AlreadyMapped,
  type EventSourceMapping,
  type EventSourceMappings,
  functionArn,
  type Kept,
  type MappingFilter,
  type Page,
  type Paged,
  type Scope,
  sourceKeys,
} from '@hearth/lambda';
import type { PostgresConnection } from '../connection.js';
import { toPaged } from '../functions/paging.js';
import { fromMappingRow, toMappingRow } from './mapping-rows.js';

type Transaction = Parameters<Parameters<PostgresConnection['prisma']['$transaction']>[0]>[0];

export class PostgresEventSourceMappings implements EventSourceMappings {
  constructor(private readonly connection: PostgresConnection) {}

  insert(mapping: EventSourceMapping): Promise<Kept | AlreadyMapped> {
    return this.alone(mapping, async (transaction) => {
      await transaction.eventSourceMapping.create({ data: { ...toMappingRow(mapping), tags: mapping.tags } });
      return { kind: 'kept' };
    });
  }

  replace(expectedRevisionId: string, mapping: EventSourceMapping): Promise<Kept | AlreadyMapped | { readonly kind: 'changed' }> {
    return this.alone(mapping, async (transaction) => {
      const { count } = await transaction.eventSourceMapping.updateMany({
        where: { id: mapping.id, revisionId: expectedRevisionId },
        data: toMappingRow(mapping),
      });
      return { kind: count > 0 ? 'kept' : 'changed' };
    });
  }

  async find({ accountId, region }: Scope, id: string): Promise<EventSourceMapping | undefined> {
    if (!isUuid(id)) return undefined;
    const row = await this.connection.prisma.eventSourceMapping.findUnique({ where: { id, accountId, region } });
    return row ? fromMappingRow(row) : undefined;
  }

  async list({ accountId, region }: Scope, { sourceArn, fn }: MappingFilter, page: Page): Promise<Paged<EventSourceMapping>> {
    if (page.after !== undefined && !isUuid(page.after)) return { items: [] };
    const rows = await this.connection.prisma.eventSourceMapping.findMany({
      where: {
        accountId,
        region,
        ...(sourceArn !== undefined && { sourceArn }),
        ...(fn && { functionName: fn.name, qualifier: fn.qualifier ?? '' }),
        ...(page.after !== undefined && { id: { gt: page.after } }),
      },
      orderBy: { id: 'asc' },
      take: page.limit + 1,
    });
    return toPaged(rows.map(fromMappingRow), page.limit, ({ id }) => id);
  }

  async remove(expectedRevisionId: string, id: string): Promise<boolean> {
    const { count } = await this.connection.prisma.eventSourceMapping.deleteMany({
      where: { id, revisionId: expectedRevisionId },
    });
    return count > 0;
  }

  async due(limit: number): Promise<readonly EventSourceMapping[]> {
    const rows = await this.connection.prisma.eventSourceMapping.findMany({
      where: { settlesAt: { lte: new Date() } },
      orderBy: { settlesAt: 'asc' },
      take: limit,
    });
    return rows.map(fromMappingRow);
  }

  async replaceTags(id: string, before: EventSourceMapping['tags'], after: EventSourceMapping['tags']): Promise<boolean> {
    const { count } = await this.connection.prisma.eventSourceMapping.updateMany({
      where: { id, tags: { equals: before } },
      data: { tags: after },
    });
    return count > 0;
  }

  /** Runs `change` while nobody else maps anything to the same function, unless one of the sources is mapped to it already. */
  private alone<T>(mapping: EventSourceMapping, change: (transaction: Transaction) => Promise<T>): Promise<T | AlreadyMapped> {
    const { id, accountId, region, functionName, qualifier } = mapping;
    return this.connection.prisma.$transaction(async (transaction) => {
      const arn = functionArn({ accountId, region }, functionName, qualifier);
      await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${arn}, 0))`;
      const other = await transaction.eventSourceMapping.findFirst({
        where: {
          accountId,
          region,
          functionName,
          qualifier: qualifier ?? '',
          sourceKeys: { hasSome: [...sourceKeys(mapping)] },
          id: { not: id },
        },
      });
      return other ? { kind: 'already-mapped', by: fromMappingRow(other) } : change(transaction);
    });
  }
}

/** As ids are printed: Postgres would take capitals too, by which no policy knows a mapping. Other texts it would not compare. */
const isUuid = (id: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
