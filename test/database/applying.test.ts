import { randomBytes } from 'node:crypto';
import { scramVerifier } from '../../lambdas/platform/domain/scram.ts';
import { applyMigrations } from '../../lambdas/platform/migrate/apply.ts';
import { type EmptyDatabase, startEmptyDatabase } from '../support/database.ts';
import { migrationFiles } from '../support/migrations.ts';

let db: EmptyDatabase;

beforeAll(async () => {
  db = await startEmptyDatabase();
});

afterAll(() => db.services.drop());

const versions = (): number[] => migrationFiles().map(({ version }) => version);

describe('an empty database', () => {
  it('is migrated once by several who start at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => applyMigrations(db.admin, migrationFiles())));
    expect(all.flat().toSorted((a, b) => a - b)).toEqual(versions());
    const kept = await db.admin.query<{ version: number }>('SELECT version FROM public.schema_migration ORDER BY 1');
    expect(kept.map(({ version }) => version)).toEqual(versions());
  });

  it('keeps nothing of a migration that breaks in its middle, and takes it when it is mended', async () => {
    const version = versions().length + 1;
    const broken = { version, name: 'broken', sql: 'CREATE TABLE devices.half (id int)\n----\nSELECT 1 / 0' };
    const half = () => db.admin.query<{ found: string | null }>("SELECT to_regclass('devices.half')::text AS found");
    await expect(applyMigrations(db.admin, [...migrationFiles(), broken])).rejects.toThrow('SQLState 22012');
    expect(await half()).toEqual([{ found: null }]);
    const mended = { ...broken, sql: 'CREATE TABLE devices.half (id int)' };
    expect(await applyMigrations(db.admin, [...migrationFiles(), mended])).toEqual([version]);
    expect(await half()).toEqual([{ found: 'devices.half' }]);
  });
});

describe('the application’s login', () => {
  const password = `it's a "secret" ${randomBytes(12).toString('base64')}`;
  const enable = (wanted: string) =>
    db.admin.query(`ALTER ROLE sangam_app LOGIN PASSWORD '${scramVerifier(wanted, randomBytes(16))}'`);

  it('is opened by the password of its verifier and by no other', async () => {
    await enable(password);
    const app = await db.loginAs('sangam_app', password);
    expect(await app.query('SELECT current_user::text AS me')).toEqual([{ me: 'sangam_app' }]);
    const wrong = await db.loginAs('sangam_app', `${password} `);
    await expect(wrong.query('SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('makes nothing where others look, and no one mightier than itself', async () => {
    await enable(password);
    const app = await db.loginAs('sangam_app', password);
    for (const sql of [
      'CREATE TABLE public.mine (id int)',
      'CREATE SCHEMA mine',
      'CREATE ROLE mine LOGIN',
      'ALTER TABLE devices.bank_fact ADD COLUMN mine int',
      'TRUNCATE devices.bank_fact',
      'ALTER ROLE sangam_app CREATEROLE',
      'SET ROLE master',
      'DELETE FROM devices.app_change',
      "INSERT INTO devices.insight_rule VALUES ('mine', 1, 'bank-fact', '{}', 'mine', true)",
      "SELECT pg_read_file('/etc/passwd')",
    ])
      await expect(app.query(sql)).rejects.toThrow('SQLState: 42501');
  });
});
