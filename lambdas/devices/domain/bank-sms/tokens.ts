import * as Kind from './token-kinds.ts';

/** A class, so that all tokens, `NO_TOKEN` as well, have one layout: what reads them compiles to plain loads. */
export class Token {
  kind: number = Kind.end;
  /** A number of `Concept`, or 0. */
  concept = 0;
  /** An index of `CURRENCY_CODES`, or 0. */
  currency = 0;
  start = 0;
  end = 0;
  /** True when no white space stands before the token. */
  glued = false;
  /** A sign's character code; a date as yyyymmdd (yyyy is 0 when the message leaves it out); a time as seconds. */
  value = 0;
}

export const NO_TOKEN: Token = new Token();

const CODES_MIN = 2048;
/** Zeros behind the message: as far as anyone looks ahead. */
const BEYOND = 8;

/**
 * The tokens of one message. The objects are reused from message to message: reading a message allocates next to
 * nothing, and whoever keeps a token beyond the call keeps something that will change.
 */
export class Tokens {
  text = '';
  count = 0;
  /** The message's UTF-16 units, and a few zeros: reading them from the text takes several times as long. */
  codes = new Uint16Array(CODES_MIN);
  readonly #pool: Token[] = [];

  /** Whether the message is plain ASCII, as nearly every one is: other scripts' rules need not look at it. */
  isPlain = true;

  /** Lays a message out; answers whether it is plain ASCII. */
  reset(text: string): boolean {
    this.text = text;
    this.count = 0;
    const { length } = text;
    if (length + BEYOND > this.codes.length) this.codes = new Uint16Array(2 * length + BEYOND);
    const { codes } = this;
    let all = 0;
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at);
      codes[at] = code;
      all |= code;
    }
    for (let at = length; at < length + BEYOND; at++) codes[at] = 0;
    this.isPlain = all < 128;
    return this.isPlain;
  }

  /** The message's UTF-16 unit at a place; 0 before its beginning and right behind its end. */
  codeAt(at: number): number {
    return at < 0 ? 0 : (this.codes[at] ?? 0);
  }

  /** The token at `index`, or an end token outside the message, so that the grammar may look around freely. */
  at(index: number): Token {
    // Unsigned, so that one comparison holds both ends.
    return index >>> 0 < this.count ? (this.#pool[index] ?? NO_TOKEN) : NO_TOKEN;
  }

  push(kind: number, start: number, end: number, glued: boolean): Token {
    let token = this.#pool[this.count];
    if (token === undefined) {
      token = new Token();
      this.#pool.push(token);
    }
    this.count++;
    token.kind = kind;
    token.concept = 0;
    token.currency = 0;
    token.start = start;
    token.end = end;
    token.glued = glued;
    token.value = 0;
    return token;
  }

  /** Moves the token at `from` to the end of a shorter list that is being rebuilt in place. */
  keep(from: number, at: number): void {
    if (from === at) return;
    const kept = this.#pool[from];
    const overwritten = this.#pool[at];
    if (kept === undefined || overwritten === undefined) return;
    this.#pool[at] = kept;
    this.#pool[from] = overwritten;
  }

  textOf(index: number): string {
    const token = this.at(index);
    return this.text.slice(token.start, token.end);
  }
}

export const isPunct = (token: Token, code: number): boolean => token.kind === Kind.punct && token.value === code;
