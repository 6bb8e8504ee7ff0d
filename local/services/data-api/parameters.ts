import { AwsError } from '../call.ts';
import { replacePlaceholders } from './placeholders.ts';

type Field = Readonly<Record<string, unknown>>;
export type SqlParameter = { readonly name?: string; readonly value?: Field; readonly typeHint?: string };

export type BoundStatement = { readonly text: string; readonly values: readonly unknown[] };

const hinted: Readonly<Record<string, string>> = {
  DATE: 'date',
  DECIMAL: 'numeric',
  JSON: 'json',
  TIME: 'time',
  TIMESTAMP: 'timestamp',
  UUID: 'uuid',
};

const badRequest = (message: string): AwsError => new AwsError('BadRequestException', message);

/** The value and the SQL type that the Data API sends it as: a string is text, and is not taken for a uuid or a date. */
function bind({ name, value = {}, typeHint }: SqlParameter): { value: unknown; type: string | undefined } {
  if (value.isNull === true) return { value: null, type: typeHint === undefined ? undefined : hinted[typeHint] };
  if ('arrayValue' in value) throw badRequest(`Array parameters are not supported: ${name}`);
  if ('stringValue' in value) {
    if (typeHint !== undefined && hinted[typeHint] === undefined) throw badRequest(`Unknown type hint ${typeHint}`);
    return { value: value.stringValue, type: typeHint === undefined ? 'text' : hinted[typeHint] };
  }
  if ('longValue' in value) return { value: String(value.longValue), type: 'int8' };
  if ('doubleValue' in value) return { value: String(value.doubleValue), type: 'float8' };
  if ('booleanValue' in value) return { value: String(value.booleanValue), type: 'bool' };
  if ('blobValue' in value) return { value: Buffer.from(String(value.blobValue), 'base64'), type: 'bytea' };
  throw badRequest(`Parameter ${name} has no value`);
}

/** @throws AwsError when the statement names a parameter that is not given, as the Data API does */
export function bindStatement(sql: string, parameters: readonly SqlParameter[]): BoundStatement {
  const given = new Map(parameters.map((parameter) => [parameter.name ?? '', parameter]));
  const values: unknown[] = [];
  const places = new Map<string, string>();
  const text = replacePlaceholders(sql, (name) => {
    const known = places.get(name);
    if (known !== undefined) return known;
    const parameter = given.get(name);
    if (parameter === undefined) throw badRequest(`Cannot find parameter: ${name}`);
    const { value, type } = bind(parameter);
    values.push(value);
    const place = `$${values.length}${type === undefined ? '' : `::${type}`}`;
    places.set(name, place);
    return place;
  });
  return { text, values };
}
