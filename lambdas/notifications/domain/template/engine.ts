import { Liquid } from 'liquidjs';
import { type DateStyle, dateStyles, formatNumber, type Reader } from './formats.ts';
import { Moment, Money } from './scope.ts';

/** No loops and nothing that keeps or fetches text: what a template may make is a small multiple of its own length. */
const allowedTags = new Set(['if', 'unless', 'case', 'comment', 'raw', '#']);
const allowedFilters = new Set([
  ...['append', 'prepend', 'capitalize', 'downcase', 'upcase', 'strip', 'truncate', 'truncatewords', 'url_encode'],
]);

/** Seen by filters and by no template. */
export type Globals = {
  readonly reader: Reader;
  /** A filter that is given the wrong thing tells so when a template is checked, and prints it when it is sent. */
  readonly isCheck: boolean;
};
type FilterThis = { readonly context: { readonly globals: object } };

/** Says what is wrong without repeating the template. */
export class WrongFilter extends Error {}

function refuseIf(isWrong: boolean, { context }: FilterThis, detail: string): void {
  if (isWrong && (context.globals as Globals).isCheck) throw new WrongFilter(detail);
}

function money(this: FilterThis, value: unknown, style: unknown = 'symbol'): unknown {
  refuseIf(!(value instanceof Money), this, 'is no sum of money');
  refuseIf(style !== 'symbol' && style !== 'plain', this, 'has a style of money that is neither symbol nor plain');
  return value instanceof Money ? value.print(style === 'plain' ? 'plain' : 'symbol') : value;
}

const isDateStyle = (style: unknown): style is DateStyle => Object.hasOwn(dateStyles, String(style));

function date(this: FilterThis, value: unknown, style: unknown = 'date'): unknown {
  refuseIf(!(value instanceof Moment), this, 'is no date');
  refuseIf(!isDateStyle(style), this, `has a style of dates that is none of ${Object.keys(dateStyles).join(', ')}`);
  return value instanceof Moment ? value.print(isDateStyle(style) ? style : 'date') : value;
}

function number(this: FilterThis, value: unknown): unknown {
  refuseIf(typeof value !== 'number', this, 'is no number');
  return typeof value === 'number' ? formatNumber(value, (this.context.globals as Globals).reader) : value;
}

function makeEngine(outputEscape?: 'escape'): Liquid {
  const engine = new Liquid({
    ...(outputEscape !== undefined && { outputEscape }),
    // With templates in memory, and none of them, no file is ever looked for.
    templates: {},
    strictFilters: true,
    strictVariables: true,
    ownPropertyOnly: true,
    parseLimit: 100_000,
    memoryLimit: 1_000_000,
  });
  for (const name of Object.keys(engine.tags)) if (!allowedTags.has(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) if (!allowedFilters.has(name)) delete engine.filters[name];
  engine.registerFilter('money', money);
  engine.registerFilter('date', date);
  engine.registerFilter('number', number);
  return engine;
}

/** `plain` prints values as they are, `html` never as markup. */
export const engines = { plain: makeEngine(), html: makeEngine('escape') } as const;
export type EngineName = keyof typeof engines;
