import { readdirSync, readFileSync } from 'node:fs';
import type { Migration } from '../../database/migrations.ts';

export const migrationsFolder = new URL('../../database/migrations/', import.meta.url);

/** The files of `database/migrations`, read as the bundler does. */
export const migrationFiles = (): Migration[] =>
  readdirSync(migrationsFolder)
    .toSorted()
    .map((file) => {
      const [, version = '', name = ''] = /^(\d{4})-(.+)\.sql$/.exec(file) ?? [];
      return { version: Number(version), name, sql: readFileSync(new URL(file, migrationsFolder), 'utf8') };
    });
