import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { statementsOf } from '../../lambdas/platform/domain/statements.ts';
import { migrationFiles, migrationsFolder } from '../support/migrations.ts';

const read = (path: string): string => readFileSync(new URL(path, migrationsFolder), 'utf8');

describe('migrations', () => {
  it('are numbered from one without a gap', () => {
    const files = migrationFiles();
    expect(files.length).toBeGreaterThan(0);
    expect(files.map(({ version }) => version)).toEqual(files.map((_, index) => index + 1));
  });

  it('are all in the list that is applied, in their order', () => {
    const listed = [...read('../migrations.ts').matchAll(/from '\.\/migrations\/(.+\.sql)'/g)].map(([, file]) => file);
    expect(listed).toEqual(readdirSync(migrationsFolder).toSorted());
    const entries = [...read('../migrations.ts').matchAll(/version: (\d+), name: '(.+?)'/g)];
    expect(entries.map(([, version, name]) => `${String(version).padStart(4, '0')}-${name}.sql`)).toEqual(listed);
  });

  it('are never edited once they have landed: a change is the next number', () => {
    const landed = JSON.parse(read('../checksums.json')) as Record<string, string>;
    const now = Object.fromEntries(
      readdirSync(migrationsFolder).map((file) => [file, createHash('sha256').update(read(file)).digest('hex')]),
    );
    // A new file is added to database/checksums.json in the commit that brings it.
    expect(now).toEqual(landed);
  });

  it('are parted into single statements, as the Data API takes them', () => {
    for (const { sql } of migrationFiles())
      for (const statement of statementsOf(sql)) {
        const outside = statement
          .replace(/\$\$[\s\S]*?\$\$/g, '')
          .replace(/--.*$/gm, '')
          .trim();
        expect(outside.replace(/;$/, '')).not.toContain(';');
      }
  });
});
