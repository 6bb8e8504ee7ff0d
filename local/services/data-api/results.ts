import type pg from 'pg';
import { parse as parseArray } from 'postgres-array';
import { AwsError } from '../call.ts';

/** Result values come as PostgreSQL's text; their type decides what the Data API makes of them. */
type Column = { readonly name: string; readonly dataTypeID: number };

const integers = new Set([20, 21, 23]);
const floats = new Set([700, 701]);
const booleans = new Set([16]);
const timestamps = new Set([1114, 1184]);
const bytea = 17;
/** Array type by the type of its elements. */
const arrays = new Map([
  [1000, 16],
  [1005, 21],
  [1007, 23],
  [1016, 20],
  [1021, 700],
  [1022, 701],
  [1009, 25],
  [1015, 1043],
  [2951, 2950],
]);

/** Of one value that goes as text: json, name, text, cidr, inet, char(n), varchar, date, time, numeric, uuid, jsonb. */
const texts = new Set([114, 19, 25, 650, 869, 1042, 1043, 1082, 1083, 1700, 2950, 3802]);
/** Arrays of these go as text: json, name, char(n), timestamp, date, time, numeric, bit. */
const arraysOfTexts = new Set([199, 1003, 1014, 1115, 1182, 1183, 1231, 1561]);
/** Types from here on are made by migrations; enums are given, and we make no others that rows are read of. */
const firstOwnType = 16_384;

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api-operations.html */
const isSupported = (type: number): boolean =>
  type >= firstOwnType ||
  type === bytea ||
  arrays.has(type) ||
  [integers, floats, booleans, timestamps, texts, arraysOfTexts].some((types) => types.has(type));

const unsupported = (what: string): AwsError =>
  new AwsError('UnsupportedResultException', `The result contains the unsupported data type ${what}.`);

/** The Data API gives instants without their zone; the server runs in UTC. */
const withoutZone = (text: string): string => text.replace(/\+00$/, '');

function field(text: string | null, type: number): Record<string, unknown> {
  if (text === null) return { isNull: true };
  if (integers.has(type)) return { longValue: Number(text) };
  if (floats.has(type)) return { doubleValue: Number(text) };
  if (booleans.has(type)) return { booleanValue: text === 't' };
  if (timestamps.has(type)) return { stringValue: withoutZone(text) };
  if (type === bytea) return { blobValue: Buffer.from(text.slice(2), 'hex').toString('base64') };
  const element = arrays.get(type);
  if ((element !== undefined || arraysOfTexts.has(type)) && text.startsWith('{{')) throw unsupported('ARRAY');
  if (arraysOfTexts.has(type)) return { arrayValue: { stringValues: parseArray(text, (each) => each) } };
  if (element === undefined) return { stringValue: text };
  const values = parseArray(text, (each) => each);
  if (integers.has(element)) return { arrayValue: { longValues: values.map(Number) } };
  if (floats.has(element)) return { arrayValue: { doubleValues: values.map(Number) } };
  if (booleans.has(element)) return { arrayValue: { booleanValues: values.map((each) => each === 't') } };
  return { arrayValue: { stringValues: values } };
}

/** `formatRecordsAs: JSON` keeps a bigint's digits, which a JavaScript number would round; json columns stay text. */
function jsonValue(text: string | null, type: number): unknown {
  if (text === null) return null;
  if (integers.has(type)) return rawJson(text);
  const value = field(text, type);
  if ('arrayValue' in value) return Object.values(value.arrayValue as object)[0];
  return Object.values(value)[0];
}

/** In Node 24 (V8 11.4) and in no TypeScript library yet. */
const rawJson = (JSON as unknown as { rawJSON: (text: string) => unknown }).rawJSON;

const rowLimit = 64 * 1024;
const responseLimit = 1024 * 1024;

/**
 * @returns the body of ExecuteStatement's answer
 * @throws AwsError when a row is over 64 KB, the answer over 1 MiB, or a value of a type that it has no field for
 */
export function resultBody(
  { command, rowCount, fields, rows }: pg.QueryArrayResult<(string | null)[]>,
  { asJson, metadata }: { readonly asJson: boolean; readonly metadata: boolean },
): string {
  const columns: readonly Column[] = fields;
  const strange = columns.find(({ dataTypeID }) => !isSupported(dataTypeID));
  if (strange !== undefined) throw unsupported(`of column ${strange.name}`);
  const numberOfRecordsUpdated = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(command) ? (rowCount ?? 0) : 0;
  for (const row of rows) if (row.reduce((sum, text) => sum + (text?.length ?? 0), 0) > rowLimit) throw tooLarge('row');
  const cells = <Cell>(row: (string | null)[], toCell: (text: string | null, type: number) => Cell): Cell[] =>
    columns.map(({ dataTypeID }, index) => toCell(row[index] ?? null, dataTypeID));

  const result: Record<string, unknown> = { numberOfRecordsUpdated };
  if (metadata && columns.length > 0) result.columnMetadata = columns.map(({ name }) => ({ name, label: name }));
  if (columns.length > 0) {
    // Of other statements that answer with rows (RETURNING, CALL) the format is ignored.
    if (asJson && command === 'SELECT') {
      const records = rows.map((row) =>
        Object.fromEntries(cells(row, jsonValue).map((cell, n) => [columns[n]?.name, cell])),
      );
      result.formattedRecords = JSON.stringify(records);
    } else result.records = rows.map((row) => cells(row, field));
  }
  const body = JSON.stringify(result);
  if (body.length > responseLimit) throw tooLarge('response');
  return body;
}

const tooLarge = (what: string): AwsError =>
  new AwsError('BadRequestException', `Database returned more than the allowed ${what} size limit`);
