import type { ConfiguredEvents, EventInvokeConfig, EventInvokeConfigs, Page, Paged } from '@hearth/lambda';
import type { PostgresConnection } from '../connection.js';
import { toPaged } from '../functions/paging.js';
import { qualifierColumns } from '../functions/qualifier-columns.js';
import { violates } from '../violates.js';

interface Row {
  readonly functionId: string;
  readonly qualifier: string;
  readonly maximumRetryAttempts: number | null;
  readonly maximumEventAgeSeconds: number | null;
  readonly onSuccess: string | null;
  readonly onFailure: string | null;
  readonly modifiedAt: Date;
}

export class PostgresEventInvokeConfigs implements EventInvokeConfigs {
  constructor(private readonly connection: PostgresConnection) {}

  async find(functionId: string, qualifier: string): Promise<ConfiguredEvents | undefined> {
    const row = await this.rows.findUnique({ where: { functionId_qualifier: { functionId, qualifier } } });
    return row ? fromRow(row) : undefined;
  }

  async list(functionId: string, page: Page): Promise<Paged<ConfiguredEvents>> {
    const rows = await this.rows.findMany({
      where: { functionId, ...(page.after !== undefined && { qualifier: { gt: page.after } }) },
      orderBy: { qualifier: 'asc' },
      take: page.limit + 1,
    });
    return toPaged(rows.map(fromRow), page.limit, ({ qualifier }) => qualifier);
  }

  async put({ functionId, qualifier, modifiedAt, ...config }: ConfiguredEvents): Promise<boolean> {
    const columns = { ...qualifierColumns(qualifier), ...nothingConfigured, ...changed(config), modifiedAt };
    try {
      await this.rows.upsert({
        where: { functionId_qualifier: { functionId, qualifier } },
        create: { functionId, qualifier, ...columns },
        update: columns,
      });
      return true;
    } catch (error) {
      if (violates(error, 'foreign-key')) return false;
      throw error;
    }
  }

  async change(
    functionId: string,
    qualifier: string,
    change: Partial<EventInvokeConfig>,
    modifiedAt: Date,
  ): Promise<ConfiguredEvents | undefined> {
    const rows = await this.rows.updateManyAndReturn({
      where: { functionId, qualifier },
      data: { ...changed(change), modifiedAt },
    });
    return rows[0] && fromRow(rows[0]);
  }

  async remove(functionId: string, qualifier: string): Promise<boolean> {
    const { count } = await this.rows.deleteMany({ where: { functionId, qualifier } });
    return count > 0;
  }

  private get rows() {
    return this.connection.prisma.eventInvokeConfig;
  }
}

const nothingConfigured = { maximumRetryAttempts: null, maximumEventAgeSeconds: null, onSuccess: null, onFailure: null };

/** An empty destination is none. */
function changed({ maximumRetryAttempts, maximumEventAgeSeconds, onSuccess, onFailure }: Partial<EventInvokeConfig>) {
  return {
    ...(maximumRetryAttempts !== undefined && { maximumRetryAttempts }),
    ...(maximumEventAgeSeconds !== undefined && { maximumEventAgeSeconds }),
    ...(onSuccess !== undefined && { onSuccess: onSuccess || null }),
    ...(onFailure !== undefined && { onFailure: onFailure || null }),
  };
}

function fromRow(row: Row): ConfiguredEvents {
  const { functionId, qualifier, modifiedAt, maximumRetryAttempts, maximumEventAgeSeconds, onSuccess, onFailure } = row;
  return {
    functionId,
    qualifier,
    modifiedAt,
    ...(maximumRetryAttempts !== null && { maximumRetryAttempts }),
    ...(maximumEventAgeSeconds !== null && { maximumEventAgeSeconds }),
    ...(onSuccess !== null && { onSuccess }),
    ...(onFailure !== null && { onFailure }),
  };
}
