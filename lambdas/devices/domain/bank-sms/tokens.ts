import * as Kind from './token-kinds.ts';

export type Token = {
  kind: number;
  /** A number of `Concept`, or 0. */
  concept: number;
  /** An index of `CURRENCY_CODES`, or 0. */
  currency: number;
  start: number;
  end: number;
  /** True when no white space stands before the token. */
  glued: boolean;
  /** A sign's character code; a date as yyyymmdd (yyyy is 0 when the message leaves it out); a time as seconds. */
  value: number;
};

export const NO_TOKEN: Token = { kind: Kind.end, concept: 0, currency: 0, start: 0, end: 0, glued: false, value: 0 };

/**
 * The tokens of one message. The objects are reused from message to message: reading a message allocates next to
 * nothing, and whoever keeps a token beyond the call keeps something that will change.
 */
export class Tokens {
  text = '';
  count = 0;
  readonly #pool: Token[] = [];

  reset(text: string): void {
    this.text = text;
    this.count = 0;
  }

  /** The token at `index`, or an end token outside the message, so that the grammar may look around freely. */
  at(index: number): Token {
    return index >= 0 && index < this.count ? (this.#pool[index] ?? NO_TOKEN) : NO_TOKEN;
  }

  push(kind: number, start: number, end: number, glued: boolean): Token {
    let token = this.#pool[this.count];
    if (token === undefined) {
      token = { ...NO_TOKEN };
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
