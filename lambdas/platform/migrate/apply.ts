import { createHash } from 'node:crypto';
import type { Migration } from '../../../database/migrations.ts';
import type { Database, Query } from '../../shared/data-api.ts';
import { statementsOf } from '../domain/statements.ts';

const checksumOf = (sql: string): string => createHash('sha256').update(sql).digest('hex');

/** Any number: all who migrate this database take the same lock. */
const lock = 7_264_211;
const takeLock = (query: Query) => query(`SELECT pg_advisory_xact_lock(${lock})::text AS locked`);

/**
 * Brings the database to the newest schema, each migration in a transaction of its own. Those that are there are passed
 * over, so it may be run again at any time, also by two at once.
 * @returns the versions applied now
 * @throws Error when a migration that landed reads otherwise now
 */
export async function applyMigrations(database: Database, migrations: readonly Migration[]): Promise<number[]> {
  await database.transaction(async (query) => {
    // Two that make one table at once collide although each only makes what is missing.
    await takeLock(query);
    await query(`CREATE TABLE IF NOT EXISTS public.schema_migration (
      version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now()
    )`);
  });
  const applied: number[] = [];
  for (const { version, name, sql } of migrations) {
    const checksum = checksumOf(sql);
    const isNew = await database.transaction(async (query) => {
      await takeLock(query);
      const [known] = await query<{ checksum: string }>(
        'SELECT checksum FROM public.schema_migration WHERE version = :version',
        { version },
      );
      if (known !== undefined && known.checksum !== checksum)
        throw new Error(`Migration ${version} (${name}) was edited after it landed: put the change into a new one.`);
      if (known !== undefined) return false;
      for (const statement of statementsOf(sql)) await query(statement);
      await query('INSERT INTO public.schema_migration (version, name, checksum) VALUES (:version, :name, :checksum)', {
        version,
        name,
        checksum,
      });
      return true;
    });
    if (isNew) applied.push(version);
  }
  return applied;
}
