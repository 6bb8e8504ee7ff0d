import { gunzipSync } from 'node:zlib';
import { type AttributeValue, paginateScan } from '@aws-sdk/client-dynamodb';
import { GetRecordsCommand, GetShardIteratorCommand, ListShardsCommand } from '@aws-sdk/client-kinesis';
import { ExecuteStatementCommand } from '@aws-sdk/client-rds-data';
import { GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Cloud } from '../../local/cloud.ts';
import { clientsOf } from './cloud.ts';

export type Row = Readonly<Record<string, unknown>>;
export type StoredObject = { readonly bucket: string; readonly key: string; readonly text: string };

/** Everything that a cloud's stores hold, read as root. Made anew after a restart. */
export function storesOf(cloud: Cloud) {
  const clients = clientsOf(cloud);

  async function table(part: string): Promise<Row[]> {
    const TableName = cloud.resources.one('AWS::DynamoDB::Table', part).physicalId;
    return tableNamed(TableName);
  }

  async function tableNamed(TableName: string): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const { Items = [] } of paginateScan({ client: clients.dynamodb }, { TableName }))
      rows.push(...Items.map((item: Record<string, AttributeValue>) => unmarshall(item)));
    return rows;
  }

  async function sql<Found = Row>(text: string): Promise<Found[]> {
    const { physicalId: _, attributes } = cloud.resources.one('AWS::RDS::DBCluster');
    const { formattedRecords = '[]' } = await clients.rdsData.send(
      new ExecuteStatementCommand({
        resourceArn: String(attributes.DBClusterArn),
        secretArn: String(attributes['MasterUserSecret.SecretArn'] ?? adminSecret()),
        database: 'sangam',
        sql: text,
        formatRecordsAs: 'JSON',
      }),
    );
    return JSON.parse(formattedRecords) as Found[];
  }

  /** CDK's generated secret of the cluster, when the cluster does not manage its own. */
  const adminSecret = (): string =>
    cloud.resources.all('AWS::SecretsManager::Secret').find(({ logicalId }) => !/app/i.test(logicalId))?.physicalId ??
    '';

  async function objects(bucketPart: string, prefix = ''): Promise<StoredObject[]> {
    return objectsIn(cloud.resources.one('AWS::S3::Bucket', bucketPart).physicalId, prefix);
  }

  async function objectsIn(bucket: string, prefix = ''): Promise<StoredObject[]> {
    const found: StoredObject[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2(
      { client: clients.s3 },
      { Bucket: bucket, Prefix: prefix },
    ))
      for (const { Key = '' } of Contents) {
        const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
        const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
        found.push({ bucket, key: Key, text: (Key.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8') });
      }
    return found;
  }

  /** Data of all records of a stream. */
  async function records(streamPart: string): Promise<string[]> {
    return recordsOf(cloud.resources.one('AWS::Kinesis::Stream', streamPart).physicalId);
  }

  async function recordsOf(StreamName: string): Promise<string[]> {
    const found: string[] = [];
    const { Shards = [] } = await clients.kinesis.send(new ListShardsCommand({ StreamName }));
    for (const { ShardId } of Shards) {
      let { ShardIterator: iterator } = await clients.kinesis.send(
        new GetShardIteratorCommand({ StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
      );
      for (;;) {
        const page = await clients.kinesis.send(new GetRecordsCommand({ ShardIterator: iterator }));
        found.push(...(page.Records ?? []).map(({ Data }) => Buffer.from(Data ?? []).toString('utf8')));
        iterator = page.NextShardIterator;
        if (iterator === undefined || (page.Records ?? []).length === 0) break;
      }
    }
    return found;
  }

  /** Every text in every store, by where it lies. */
  async function everything(): Promise<Map<string, string>> {
    const all = new Map<string, string>();
    for (const { physicalId } of cloud.resources.all('AWS::DynamoDB::Table'))
      all.set(`table ${physicalId}`, JSON.stringify(await tableNamed(physicalId)));
    for (const { physicalId } of cloud.resources.all('AWS::S3::Bucket'))
      all.set(`bucket ${physicalId}`, JSON.stringify(await objectsIn(physicalId)));
    for (const { physicalId } of cloud.resources.all('AWS::Kinesis::Stream'))
      all.set(`stream ${physicalId}`, (await recordsOf(physicalId)).join('\n'));
    const tables = await sql<{ name: string }>(
      `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables WHERE table_schema IN ('devices', 'public')`,
    );
    for (const { name } of tables) {
      // In pages: the Data API answers with a mebibyte at most.
      let text = '';
      for (let offset = 0; ; offset += 500) {
        const rows = await sql<{ row: string }>(`SELECT t::text AS row FROM ${name} AS t LIMIT 500 OFFSET ${offset}`);
        text += rows.map(({ row }) => row).join('\n');
        if (rows.length < 500) break;
      }
      all.set(`database ${name}`, text);
    }
    return all;
  }

  return { table, sql, objects, records, everything, kinesis: clients.kinesis, close: clients.close };
}
