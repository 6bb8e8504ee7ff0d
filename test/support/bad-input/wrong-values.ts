import type { z } from 'zod';
import { jsonBody } from './good-request.ts';
import { type Flaw, marker } from './types.ts';

type Path = readonly (string | number)[];

const wrongValues: readonly (readonly [title: string, value: unknown])[] = [
  ['null', null],
  ['true', true],
  ['a number', -1.5],
  ['a huge number', 1e308],
  ['an empty text', ''],
  ['a text', marker],
  ['a long text', marker.repeat(20_000)],
  ['a text with NUL', `${marker}\0`],
  ['a date', '2026-02-30T00:00:00Z'],
  ['a time before year 0', '0000-01-01T00:00:00+05:30'],
  ['a time after year 9999', '9999-12-31T23:59:59-05:00'],
  ['an empty list', []],
  ['a list', [marker]],
  ['a long list', Array(3000).fill(marker)],
  ['an empty object', {}],
  ['an object', { zqsurprise: marker }],
];

/** Bodies that are JSON but not what the route asks for: each field of the example wrong, gone, or with company. */
export function wrongBodies(schema: z.ZodType, example: unknown): Flaw[] {
  const isServed = (value: unknown): boolean => schema.safeParse(value).success;
  return [...changes(example, [])]
    .map((change) => ({ ...change, value: replaced(example, change) }))
    .filter(({ value }) => !isServed(value))
    .map(({ title, pointer, value }) => ({
      title: `body: ${title}`,
      body: jsonBody(value),
      refusal: { by: 'function', kind: 'invalid-request', error: { in: 'body', pointer } },
    }));
}

type Edit = {
  readonly title: string;
  readonly pointer: string;
  readonly at: Path;
  readonly edit: (value: unknown) => unknown;
};

const pointerTo = (path: Path): string => path.map((part) => `/${part}`).join('');

function* changes(value: unknown, at: Path): Generator<Edit> {
  const pointer = pointerTo(at);
  for (const [title, wrong] of wrongValues)
    yield { title: `${title} at ${pointer || 'its top'}`, pointer, at, edit: () => wrong };
  if (Array.isArray(value)) {
    yield { title: `too many at ${pointer}`, pointer, at, edit: (list) => Array(2001).fill((list as unknown[])[0]) };
    if (value.length > 0) yield* changes(value[0], [...at, 0]);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  yield* fieldChanges(value, at);
  for (const [key, each] of Object.entries(value)) yield* changes(each, [...at, key]);
}

/** What an object has too many or too few. A prototype must be written as JSON has it: as a field of that name. */
function* fieldChanges(value: object, at: Path): Generator<Edit> {
  for (const extra of ['zqsurprise', '__proto__', 'constructor', 'customerId'])
    yield {
      title: `unknown ${extra} in ${pointerTo(at) || 'its top'}`,
      pointer: pointerTo([...at, extra]),
      at,
      edit: (object) =>
        JSON.parse(`${JSON.stringify(object).slice(0, -1)},${JSON.stringify(extra)}:${JSON.stringify(marker)}}`),
    };
  for (const key of Object.keys(value))
    yield {
      title: `no ${key} in ${pointerTo(at) || 'its top'}`,
      pointer: pointerTo([...at, key]),
      at,
      edit: (object) => Object.fromEntries(Object.entries(object as object).filter(([name]) => name !== key)),
    };
}

function replaced(value: unknown, { at: [key, ...rest], edit }: Pick<Edit, 'at' | 'edit'>): unknown {
  if (key === undefined) return edit(value);
  const copy: Record<string | number, unknown> = Array.isArray(value)
    ? ([...value] as never)
    : { ...(value as object) };
  copy[key] = replaced(copy[key], { at: rest, edit });
  return copy;
}
