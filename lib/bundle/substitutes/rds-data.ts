import { type ClientConfig, JsonClient, JsonCommand } from './json-client.ts';

const paths: Readonly<Record<string, string>> = {
  ExecuteStatement: '/Execute',
  BeginTransaction: '/BeginTransaction',
  CommitTransaction: '/CommitTransaction',
  RollbackTransaction: '/RollbackTransaction',
};

/** Stands in for `@aws-sdk/client-rds-data` in bundles (json-client.ts): a command that is not here does not bundle. */
export class RDSDataClient extends JsonClient {
  constructor(config: ClientConfig = {}) {
    super(
      {
        host: 'rds-data',
        variable: 'RDS_DATA',
        attemptsMax: 3,
        addressed: (operation) => ({
          path: paths[operation] ?? '',
          headers: { 'content-type': 'application/json' },
        }),
      },
      config,
    );
  }
}

/** No parameter of ours is a blob. */
export class ExecuteStatementCommand extends JsonCommand {
  readonly operation = 'ExecuteStatement';
}

export class BeginTransactionCommand extends JsonCommand {
  readonly operation = 'BeginTransaction';
}

export class CommitTransactionCommand extends JsonCommand {
  readonly operation = 'CommitTransaction';
}

export class RollbackTransactionCommand extends JsonCommand {
  readonly operation = 'RollbackTransaction';
}
