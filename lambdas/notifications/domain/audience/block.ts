/** The file cannot be read: somewhere it has a line longer than any that could be right. */
export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
}

/** Twenty values of 500 characters of four bytes fit. */
export const maxLineBytes = 64 * 1024;

export type Line = {
  readonly text: string;
  /** Of the first byte behind it, counted from the start of the file. */
  readonly next: number;
};

const newline = 0x0a;

/**
 * The whole lines of a piece of a file. What is left at its end belongs to the next piece, unless the file ends there.
 * @param offset where the piece lies in the file
 * @throws LineTooLong
 */
export function* linesOf(block: Buffer, offset: number, isLast: boolean): Generator<Line> {
  let start = 0;
  while (start < block.length) {
    const found = block.indexOf(newline, start);
    const end = found === -1 ? block.length : found;
    if (end - start > maxLineBytes) throw new LineTooLong();
    if (found === -1 && !isLast) return;
    const text = block.toString('utf8', start, end);
    start = found === -1 ? end : end + 1;
    yield { text: (text.endsWith('\r') ? text.slice(0, -1) : text).replace(/^\ufeff/, ''), next: offset + start };
  }
}
