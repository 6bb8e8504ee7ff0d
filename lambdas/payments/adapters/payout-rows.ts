import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { Row } from '../domain/payouts/row.ts';

/** The file is no CSV; the message names the line and repeats nothing of it. */
export class NotCsv extends Error {
  override readonly name = 'NotCsv';
}

/** A quote that is never closed would take the rest of the file for one row. */
const maxRowBytes = 4096;

/** The rows of a CSV as they are read, the first line among them. @throws NotCsv */
export async function* rowsOf(body: AsyncIterable<Buffer>): AsyncGenerator<Row> {
  const parser = parse({
    bom: true,
    info: true,
    max_record_size: maxRowBytes,
    // By itself it takes the end of the first line for that of all, and two rows of a file that was put together for one.
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const source = Readable.from(body);
  // `pipe` alone would leave whoever reads the rows waiting when the source fails.
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>)
      yield { line: info.lines, columns: record };
  } catch (error) {
    if (error instanceof CsvError) throw new NotCsv(`line ${lineOf(error)} is no CSV`);
    throw error;
  } finally {
    source.destroy();
  }
}

const lineOf = (error: CsvError): string => ('lines' in error ? String(error.lines) : 'unknown');
