import type { Comparable } from 'liquidjs';
import { type DateStyle, formatDate, formatMoney, type Reader, roughMajor } from './formats.ts';
import type { Sum, Value } from './values.ts';

/** A sum inside of a template: printed for its reader, compared in major units (`{% if amount >= 100000 %}`). */
export class Money implements Comparable {
  readonly #sum: Sum;
  readonly #reader: Reader;
  constructor(sum: Sum, reader: Reader) {
    this.#sum = sum;
    this.#reader = reader;
  }
  print(style: 'symbol' | 'plain'): string {
    return formatMoney(this.#sum, style, this.#reader);
  }
  toString(): string {
    return this.print('symbol');
  }
  valueOf(): number {
    return roughMajor(this.#sum);
  }
  equals(other: unknown): boolean {
    return this.valueOf() === Number(other);
  }
  gt(other: unknown): boolean {
    return this.valueOf() > Number(other);
  }
  geq(other: unknown): boolean {
    return this.valueOf() >= Number(other);
  }
  lt(other: unknown): boolean {
    return this.valueOf() < Number(other);
  }
  leq(other: unknown): boolean {
    return this.valueOf() <= Number(other);
  }
}

/** A moment inside of a template, in its reader's zone. */
export class Moment {
  readonly #at: Date;
  readonly #reader: Reader;
  constructor(at: Date, reader: Reader) {
    this.#at = at;
    this.#reader = reader;
  }
  print(style: DateStyle): string {
    return formatDate(this.#at, style, this.#reader);
  }
  toString(): string {
    return this.print('date');
  }
}

/** A value as templates see it. */
export function inTemplate(value: Value, reader: Reader): string | number | Money | Moment {
  if (typeof value === 'string' || typeof value === 'number') return value;
  return value instanceof Date ? new Moment(value, reader) : new Money(value, reader);
}
