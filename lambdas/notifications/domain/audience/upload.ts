import type { RequestValues } from '../../../contracts/notifications.ts';

/** A customer whom a file names, with the values of its other columns. */
export type Member = { readonly customerId: string; readonly values?: RequestValues };

export type WrongLine = 'columns-wrong' | 'customer-wrong' | 'value-wrong' | 'quotes-wrong';

/** An empty line is neither. */
export type ReadLine =
  | { readonly kind: 'member'; readonly member: Member }
  | { readonly kind: 'wrong'; readonly reason: WrongLine }
  | { readonly kind: 'empty' };

/** As the contracts have it. */
const customer = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const maxValue = 500;
/** U+FFFD is what is left of bytes that are no UTF-8. */
const wrongValue = /[\p{Cc}\ufffd]/u;

/** The columns that a file's first line must have. */
export const headerOf = (columns: readonly string[]): string => ['customerId', ...columns].join();

/** Cells of one line of RFC 4180; a quoted cell ends where its line does. @returns `undefined` when quotes do not match */
export function cellsOf(line: string): readonly string[] | undefined {
  if (!line.includes('"')) return line.split(',');
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (;;) {
    const found = cell.exec(line);
    if (found === null) return undefined;
    cells.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '') return cells;
  }
}

/** Reads a line below the first one. An empty cell is a value that is not there: the template has a default for it, or not. */
export function readLine(line: string, columns: readonly string[]): ReadLine {
  if (line === '') return { kind: 'empty' };
  const wrong = (reason: WrongLine): ReadLine => ({ kind: 'wrong', reason });
  const cells = cellsOf(line);
  if (cells === undefined) return wrong('quotes-wrong');
  if (cells.length !== columns.length + 1) return wrong('columns-wrong');
  const [id = '', ...rest] = cells;
  if (!customer.test(id)) return wrong('customer-wrong');
  if (rest.some((value) => value.length > maxValue || wrongValue.test(value))) return wrong('value-wrong');
  const values = Object.fromEntries(
    columns.map((name, at) => [name, rest[at] ?? '']).filter(([, value]) => value !== ''),
  );
  return {
    kind: 'member',
    member: Object.keys(values).length === 0 ? { customerId: id } : { customerId: id, values },
  };
}
