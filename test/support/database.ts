import { randomBytes } from 'node:crypto';
import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { scramVerifier } from '../../lambdas/platform/domain/scram.ts';
import { applyMigrations } from '../../lambdas/platform/migrate/apply.ts';
import { type Database, makeDatabase } from '../../lambdas/shared/data-api.ts';
import { migrationFiles } from './migrations.ts';
import { type ServicesUnderTest, startServicesUnderTest } from './services.ts';

export type MigratedDatabase = {
  readonly admin: Database;
  /** As functions log in. */
  readonly app: Database;
  readonly services: ServicesUnderTest;
};

const resourceArn = 'arn:aws:rds:ap-south-1:000000000000:cluster:sangam';

/** A migrated database behind the Data API, with the admin's and the application's logins. */
export async function startMigratedDatabase(): Promise<MigratedDatabase> {
  const services = await startServicesUnderTest();
  const as = { ...services.config, credentials: services.root };
  const secrets = new SecretsManagerClient(as);
  const login = async (username: string, password: string): Promise<Database> => {
    const SecretString = JSON.stringify({ username, password });
    const { ARN = '' } = await secrets.send(new CreateSecretCommand({ Name: username, SecretString }));
    return makeDatabase(new RDSDataClient(as), { resourceArn, secretArn: ARN, database: 'sangam' });
  };
  await services.addDatabase({
    arn: resourceArn,
    database: 'sangam',
    adminUser: 'master',
    adminPassword: 'm'.repeat(20),
  });
  const admin = await login('master', 'm'.repeat(20));
  await applyMigrations(admin, migrationFiles());
  const password = randomBytes(18).toString('base64');
  await admin.query(`ALTER ROLE sangam_app LOGIN PASSWORD '${scramVerifier(password, randomBytes(16))}'`);
  return { admin, app: await login('sangam_app', password), services };
}
