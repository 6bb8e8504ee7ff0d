import type { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table as DynamoTable, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { allow, allowKey } from './grants.ts';
import type { Use } from './use.ts';

type Read = 'BatchGetItem' | 'GetItem' | 'Query' | 'Scan';
type Write = 'BatchWriteItem' | 'DeleteItem' | 'PutItem' | 'UpdateItem';

const writes: ReadonlySet<string> = new Set<Write>(['BatchWriteItem', 'DeleteItem', 'PutItem', 'UpdateItem']);

export interface TableProps {
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** Attribute with the second (Unix time) after which an item may go. */
  readonly expiresAt?: string;
  readonly key: IKey;
  readonly removal: RemovalPolicy;
  readonly deletionProtection: boolean;
}

/** A DynamoDB table under our key, paid by request, restorable to any second of the last 35 days. All keys are strings. */
export class Table extends Construct {
  readonly table: DynamoTable;
  private readonly key: IKey;

  constructor(scope: Construct, id: string, props: TableProps) {
    super(scope, id);
    this.key = props.key;
    this.table = new DynamoTable(this, 'Table', {
      partitionKey: { name: props.partitionKey, type: AttributeType.STRING },
      ...(props.sortKey === undefined ? {} : { sortKey: { name: props.sortKey, type: AttributeType.STRING } }),
      ...(props.expiresAt === undefined ? {} : { timeToLiveAttribute: props.expiresAt }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.key,
      deletionProtection: props.deletionProtection,
      removalPolicy: props.removal,
    });
  }

  /** For functions that do just these to it, under the variable that tells them its name. */
  for(variable: string, ...actions: readonly (Read | Write)[]): Use {
    return {
      environment: { [variable]: this.table.tableName },
      grant: (handler) => this.grant(handler, actions),
    };
  }

  private grant(grantee: IGrantable, actions: readonly (Read | Write)[]): void {
    allow(
      grantee,
      actions.map((action) => `dynamodb:${action}`),
      [this.table.tableArn],
    );
    const writing = actions.some((action) => writes.has(action));
    allowKey(grantee, this.key, 'dynamodb', [
      'Decrypt',
      'DescribeKey',
      ...(writing ? (['Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo'] as const) : []),
    ]);
  }
}
