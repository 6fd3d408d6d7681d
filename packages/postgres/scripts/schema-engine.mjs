// Prisma's schema engine as WebAssembly, on the pg driver: it needs no binary downloaded from Prisma's site.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

const charOid = 18;
const textOid = 25;

/** The schema engine reads `"char"` columns of pg_catalog, a type that the adapter does not know and the engine wants as Character. */
class CatalogPg extends PrismaPg {
  async connect() {
    const adapter = await super.connect();
    const plain = Object.getPrototypeOf(Object.getPrototypeOf(adapter)).queryRaw;
    adapter.queryRaw = async (query) => {
      const chars = [];
      const reader = Object.create(adapter, {
        performIO: {
          value: async (statement) => {
            const result = await adapter.performIO(statement);
            for (const [index, field] of result.fields.entries()) {
              if (field.dataTypeID !== charOid) continue;
              field.dataTypeID = textOid;
              chars.push(index);
            }
            return result;
          },
        },
      });
      const result = await plain.call(reader, query);
      for (const index of chars) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    return adapter;
  }
}

/** Opens the engine on one database. Once per process: a second instantiation of the module crashes. */
export async function openSchemaEngine(url, datamodels) {
  globalThis.PRISMA_WASM_PANIC_REGISTRY ??= { set_message: (message) => console.error(`schema engine: ${message}`) };
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const source = readFileSync(join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(source, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const factory = bindMigrationAwareSqlAdapterFactory(new CatalogPg({ connectionString: url, max: 1 }));
  const engine = await bindings.SchemaEngine.new(
    { datamodels: datamodels.map(({ path, content }) => [path, content]) },
    () => {},
    factory,
  );
  return { engine, close: () => engine.free() };
}
