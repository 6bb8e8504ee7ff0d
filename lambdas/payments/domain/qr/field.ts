import { type Refusal, refuse } from './refusal.ts';
import { isCommon, isPlainText } from './text.ts';
import { charactersOf, type DataObject } from './tlv.ts';

/** Shape of an identifier of ours in a payload. A merchant's and a request's fill their template to the last character. */
const ownId = /^[A-Za-z0-9][A-Za-z0-9_-]{0,35}$/;

export const isOwnId = (text: string): boolean => ownId.test(text);

const place = (tag: string, inside: string): string => (inside === '' ? tag : `${inside}.${tag}`);

/** A written field in EMVCo's format `ANS`; `inside` is the tag of its template. */
export function common(tag: string, value: string, max: number, inside = ''): DataObject | Refusal {
  if (value.length > max) return refuse('too-long', place(tag, inside));
  return isCommon(value) ? { tag, value } : refuse('bad-value', place(tag, inside));
}

/** A written field in EMVCo's format `S`: any script. */
export function anyScript(tag: string, value: string, max: number, inside = ''): DataObject | Refusal {
  if (charactersOf(value).length > max) return refuse('too-long', place(tag, inside));
  return value !== '' && isPlainText(value) ? { tag, value } : refuse('bad-value', place(tag, inside));
}

/** A written field that has one form. */
export function formed(tag: string, value: string, form: RegExp, inside = ''): DataObject | Refusal {
  return form.test(value) ? { tag, value } : refuse('bad-value', place(tag, inside));
}
