import type {
  Cors,
  FunctionUrlChange,
  FunctionUrlConfig,
  FunctionUrlConfigs,
  Page,
  Paged,
  ServedUrl,
  UrlResolver,
} from '@hearth/lambda';
import type { PostgresConnection } from '../connection.js';
import { toPaged } from '../functions/paging.js';
import { Prisma } from '../generated/client.js';
import { violates } from '../violates.js';

export class PostgresFunctionUrls implements FunctionUrlConfigs, UrlResolver {
  constructor(private readonly connection: PostgresConnection) {}

  async insert({ cors, qualifier = '', ...config }: FunctionUrlConfig): Promise<boolean> {
    try {
      await this.#rows.create({ data: { ...config, qualifier, ...(cors && { cors: cors as object }) } });
      return true;
    } catch (error) {
      if (violates(error, 'unique') || violates(error, 'foreign-key')) return false;
      throw error;
    }
  }

  async find(functionId: string, qualifier = ''): Promise<FunctionUrlConfig | undefined> {
    const row = await this.#rows.findUnique({ where: { functionId_qualifier: { functionId, qualifier } } });
    return row ? fromRow(row) : undefined;
  }

  async list(functionId: string, { limit, after }: Page): Promise<Paged<FunctionUrlConfig>> {
    const rows = await this.#rows.findMany({
      where: { functionId, ...(after !== undefined && { qualifier: { gt: after.slice(1) } }) },
      orderBy: { qualifier: 'asc' },
      take: limit + 1,
    });
    // The function's own has an empty qualifier, which no marker could tell from none.
    return toPaged(rows.map(fromRow), limit, ({ qualifier = '' }) => `:${qualifier}`);
  }

  async change(
    functionId: string,
    qualifier: string | undefined,
    { cors, ...change }: FunctionUrlChange & { readonly modifiedAt: Date },
  ): Promise<FunctionUrlConfig | undefined> {
    const changed = { ...change, ...(cors !== undefined && { cors: cors ? (cors as object) : Prisma.DbNull }) };
    const where = { functionId, qualifier: qualifier ?? '' };
    const [row] = await this.#rows.updateManyAndReturn({ where, data: changed });
    return row && fromRow(row);
  }

  async remove(functionId: string, qualifier = ''): Promise<boolean> {
    const { count } = await this.#rows.deleteMany({ where: { functionId, qualifier } });
    return count > 0;
  }

  async resolve(urlId: string): Promise<ServedUrl | undefined> {
    const row = await this.#rows.findUnique({ where: { urlId }, include: { function: true } });
    if (!row) return undefined;
    const { accountId, region, name } = row.function;
    return { config: fromRow(row), scope: { accountId, region }, functionName: name };
  }

  get #rows() {
    return this.connection.prisma.functionUrlConfig;
  }
}

interface Row {
  readonly urlId: string;
  readonly functionId: string;
  readonly qualifier: string;
  readonly authType: string;
  readonly invokeMode: string;
  readonly cors: unknown;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}

function fromRow({ urlId, functionId, qualifier, authType, invokeMode, cors, createdAt, modifiedAt }: Row): FunctionUrlConfig {
  return {
    urlId,
    functionId,
    qualifier: qualifier || undefined,
    authType: authType as FunctionUrlConfig['authType'],
    invokeMode: invokeMode as FunctionUrlConfig['invokeMode'],
    cors: (cors as Cors | null) ?? undefined,
    createdAt,
    modifiedAt,
  };
}
