import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { keepAsyncFailures } from './async-failures.ts';
import type { Database } from './database.ts';
import type { PrivateBucket } from './private-bucket.ts';
import { type FunctionSettings, TypescriptFunction } from './typescript-function.ts';

export interface MigrationsProps {
  readonly settings: FunctionSettings;
  readonly database: Database;
  readonly parked: PrivateBucket;
  /** Folder with the numbered SQL files. */
  readonly folder: string;
}

/** Brings the database to the schema of this commit: a deploy that adds a file runs it before any function sees it. */
export class Migrations extends Construct {
  readonly handler: TypescriptFunction;

  constructor(scope: Construct, id: string, { settings, database, parked, folder }: MigrationsProps) {
    super(scope, id);
    const timeout = Duration.minutes(15);
    this.handler = new TypescriptFunction(this, 'Migrate', {
      settings,
      entry: 'platform/migrate',
      description: 'Applies database/migrations on deploy',
      uses: [database.forAdministration()],
      memoryMb: 256,
      timeout,
      impact: 'A deploy stands still or is rolled back; what is running keeps running on the schema it has.',
    });
    keepAsyncFailures(this.handler, parked);

    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::Migrations',
      serviceToken: this.handler.function.functionArn,
      properties: { Checksum: checksumOf(folder) },
      // Otherwise a function that dies without an answer holds the deploy for an hour.
      serviceTimeout: timeout.plus(Duration.minutes(1)),
    });
    // The Data API answers only once the writer is there.
    resource.node.addDependency(database);
  }
}

/** @throws Error when the folder holds no migration: an empty digest would deploy an empty database */
export function checksumOf(folder: string): string {
  const files = globSync('*.sql', { cwd: folder }).sort();
  if (files.length === 0) throw new Error(`no migrations in ${folder}`);
  const digest = createHash('sha256');
  for (const file of files) digest.update(`${file}\n`).update(readFileSync(join(folder, file)));
  return digest.digest('hex');
}
