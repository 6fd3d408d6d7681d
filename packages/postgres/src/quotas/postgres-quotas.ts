import { type AccountQuotas, defaultQuotas, type QuotaName, type Quotas, type Scope } from '@hearth/lambda';
import type { PostgresConnection } from '../connection.js';

export class PostgresQuotas implements Quotas {
  constructor(private readonly connection: PostgresConnection) {}

  async of({ accountId, region }: Scope): Promise<AccountQuotas> {
    const rows = await this.connection.prisma.accountQuota.findMany({ where: { accountId, region } });
    return { ...defaultQuotas, ...Object.fromEntries(rows.map(({ name, value }) => [name, Number(value)])) };
  }

  async put({ accountId, region }: Scope, name: QuotaName, value: number | undefined): Promise<void> {
    const { accountQuota } = this.connection.prisma;
    const key = { accountId, region, name };
    if (value === undefined) await accountQuota.deleteMany({ where: key });
    else await accountQuota.upsert({ where: { accountId_region_name: key }, create: { ...key, value }, update: { value } });
  }
}
