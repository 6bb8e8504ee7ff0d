import { isRefusal, type Refusal, refuse } from './refusal.ts';

/** A data object: two digits of tag, two digits of length in characters, 1 to 99 characters. */
export type DataObject = { readonly tag: string; readonly value: string };

const valueMax = 99;
const twoDigits = /^\d\d$/;

/** A character is a Unicode code point: neither a UTF-16 unit nor a byte. */
export const charactersOf = (text: string): readonly string[] => Array.from(text);

export const writeObject = ({ tag, value }: DataObject): string =>
  `${tag}${String(charactersOf(value).length).padStart(2, '0')}${value}`;

export const writeObjects = (objects: readonly DataObject[]): string => objects.map(writeObject).join('');

/** The objects of parts that were each written or refused; the first refusal wins. */
export function gather(
  parts: readonly (readonly DataObject[] | DataObject | Refusal)[],
): readonly DataObject[] | Refusal {
  const objects: DataObject[] = [];
  for (const part of parts) {
    if (isRefusal(part)) return part;
    objects.push(...(Array.isArray(part) ? (part as readonly DataObject[]) : [part as DataObject]));
  }
  return objects;
}

/** A template, or the refusal when it outgrows what two digits of length can tell. */
export function templateOf(tag: string, objects: readonly DataObject[]): DataObject | Refusal {
  const value = writeObjects(objects);
  return charactersOf(value).length > valueMax ? refuse('too-long', tag) : { tag, value };
}

/** The objects in their order; a tag comes once. `inside` is the template's tag, for refusals. Linear in the text. */
export function readObjects(text: string, inside = ''): readonly DataObject[] | Refusal {
  const characters = charactersOf(text);
  const objects: DataObject[] = [];
  const seen = new Set<string>();
  for (let at = 0; at < characters.length; ) {
    const tag = characters.slice(at, at + 2).join('');
    const place = inside === '' ? tag : `${inside}.${tag}`;
    // A tag that is none is not repeated in the place: it may be anything.
    if (!twoDigits.test(tag)) return refuse('bad-tag', inside);
    if (seen.has(tag)) return refuse('repeated', place);
    const digits = characters.slice(at + 2, at + 4).join('');
    if (!twoDigits.test(digits) || digits === '00') return refuse('bad-length', place);
    const end = at + 4 + Number(digits);
    if (end > characters.length) return refuse('cut-off', place);
    objects.push({ tag, value: characters.slice(at + 4, end).join('') });
    seen.add(tag);
    at = end;
  }
  return objects;
}

/** The values of a template by tag. */
export function readTemplate({ tag, value }: DataObject): ReadonlyMap<string, string> | Refusal {
  const objects = readObjects(value, tag);
  return isRefusal(objects) ? objects : new Map(objects.map((object) => [object.tag, object.value]));
}
