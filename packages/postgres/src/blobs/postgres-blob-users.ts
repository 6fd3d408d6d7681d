import type { BlobUsers } from '@hearth/lambda';
import type pg from 'pg';

/** Every column that names a blob: what `$1` has in common with it is kept. Whoever keeps blobs adds a row, and an index. */
const users = {
  functions: 'SELECT code_sha256 FROM function_configurations WHERE code_sha256 = ANY($1)',
  layersOfFunctions: `SELECT wanted FROM unnest($1::text[]) AS wanted WHERE EXISTS (
    SELECT FROM function_configurations
    WHERE document -> 'layers' @> jsonb_build_array(jsonb_build_object('sha256Hex', wanted)))`,
  layers: 'SELECT code_sha256 FROM layer_versions WHERE code_sha256 = ANY($1)',
  events: 'SELECT payload_sha256 FROM events WHERE payload_sha256 = ANY($1)',
  objects: 'SELECT sha256 FROM s3_object_parts WHERE sha256 = ANY($1)',
  uploads: 'SELECT sha256 FROM s3_upload_parts WHERE sha256 = ANY($1)',
} as const;

const question = Object.values(users).join(' UNION ');
const collectionLock = 4566_0600;

/** Asks every table that names blobs. */
export class PostgresBlobUsers implements BlobUsers {
  constructor(private readonly pool: pg.Pool) {}

  async needed(sha256Hexes: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.pool.query<string[]>({ text: question, values: [sha256Hexes], rowMode: 'array' });
    return new Set(rows.map(([sha256Hex = '']) => sha256Hex));
  }

  async alone(work: () => Promise<void>): Promise<void> {
    const client = await this.pool.connect();
    try {
      const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [collectionLock]);
      if (rows[0]?.held) await work();
    } finally {
      // Ends the session, and with it the lock, whatever state it is in.
      client.release(true);
    }
  }
}
