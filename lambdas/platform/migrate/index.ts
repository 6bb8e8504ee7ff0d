import { randomBytes } from 'node:crypto';
import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import type { Migration } from '../../../database/migrations.ts';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { unpack } from '../../shared/packed-text.ts';
import { scramVerifier } from '../domain/scram.ts';
import { applyMigrations } from './apply.ts';
import { makeMigrate } from './handler.ts';
import { schema } from './schema.made.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: 'text',
  DATABASE_ADMIN_SECRET_ARN: 'text',
  DATABASE_APP_SECRET_ARN: 'text',
  DATABASE_LEDGER_SECRET_ARN: 'text',
  DATABASE_NAME: 'text',
});
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_ADMIN_SECRET_ARN,
  database: env.DATABASE_NAME,
});
const secrets = new SecretsManagerClient({});
const credentials = z.object({ username: z.enum(['sangam_app', 'sangam_ledger']), password: z.string().min(16) });

async function enable(SecretId: string): Promise<void> {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  const { username, password } = credentials.parse(JSON.parse(SecretString ?? 'null'));
  // A verifier holds no quote; ALTER ROLE takes no parameters.
  await database.query(`ALTER ROLE ${username} LOGIN PASSWORD '${scramVerifier(password, randomBytes(16))}'`);
}

export const handler = makeMigrate({
  migrate: () => applyMigrations(database, JSON.parse(unpack(schema)) as Migration[]),
  enableRoles: async () => {
    await enable(env.DATABASE_APP_SECRET_ARN);
    await enable(env.DATABASE_LEDGER_SECRET_ARN);
  },
  answer: async (url, body) => {
    const response = await fetch(url, { method: 'PUT', body: JSON.stringify(body), headers: { 'content-type': '' } });
    if (!response.ok) throw new Error(`CloudFormation did not take the answer: ${response.status}`);
  },
  log: createLog('migrate'),
});
