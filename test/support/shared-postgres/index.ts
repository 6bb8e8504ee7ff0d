import type pg from 'pg';

/** The server of a run and its logins. What a test file makes on it is a database of its own. */
export type SharedPostgres = {
  readonly superuser: pg.ClientConfig & { readonly port: number };
  readonly admin: Login;
  /** The application's role. */
  readonly app: Login;
  /** The role that posts single transfers. */
  readonly ledger: Login;
};

export type Login = { readonly username: string; readonly password: string };

/** Migrated, and nobody's to connect to: databases are copied from it. */
export const template = 'migrated';

/** Says to the workers of a run where to ask for its server. */
export const variable = 'SANGAM_TEST_POSTGRES';

/** The PostgreSQL server of this run. It starts when the first test file asks for it. */
export async function sharedPostgres(): Promise<SharedPostgres> {
  const response = await fetch(process.env[variable] ?? '');
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as SharedPostgres;
}
