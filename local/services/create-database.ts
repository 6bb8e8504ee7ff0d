import type pg from 'pg';
import { escapeIdentifier, escapeLiteral } from 'pg';
import { withClient } from './postgres.ts';

export type DatabaseWanted = {
  readonly arn: string;
  readonly database: string;
  readonly adminUser: string;
  readonly adminPassword: string;
};

/** A database and its admin, who may make roles but is no superuser, as on RDS. Both stay as they are at a second start. */
export async function createDatabaseOnce(superuser: pg.ClientConfig, wanted: DatabaseWanted): Promise<void> {
  const { database, adminUser, adminPassword } = wanted;
  const admin = escapeIdentifier(adminUser);
  await withClient(superuser, async (client) => {
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [adminUser]);
    const verb = role.rowCount === 0 ? 'CREATE' : 'ALTER';
    await client.query(`${verb} ROLE ${admin} LOGIN CREATEROLE CREATEDB PASSWORD ${escapeLiteral(adminPassword)}`);
    const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (known.rowCount === 0) await client.query(`CREATE DATABASE ${escapeIdentifier(database)} OWNER ${admin}`);
  });
}
