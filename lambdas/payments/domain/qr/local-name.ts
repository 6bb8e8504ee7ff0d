import { anyScript, formed } from './field.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import { type DataObject, gather, readTemplate, templateOf } from './tlv.ts';

/** The merchant's name and city in another language (ISO 639, two letters). */
export type LocalName = { readonly language: string; readonly name: string; readonly city: string | null };

const tag = '64';
const language = /^[A-Za-z]{2}$/;

export function writeLocalName(local: LocalName): DataObject | Refusal {
  const objects = gather([
    formed('00', local.language, language, tag),
    anyScript('01', local.name, 25, tag),
    ...(local.city === null ? [] : [anyScript('02', local.city, 15, tag)]),
  ]);
  return isRefusal(objects) ? objects : templateOf(tag, objects);
}

export function readLocalName(value: string | undefined): LocalName | null | Refusal {
  if (value === undefined) return null;
  const fields = readTemplate({ tag, value });
  if (isRefusal(fields)) return fields;
  const [code, name] = [fields.get('00'), fields.get('01')];
  if (code === undefined || name === undefined) return refuse('missing', `${tag}.${code === undefined ? '00' : '01'}`);
  if (!language.test(code)) return refuse('bad-value', `${tag}.00`);
  return { language: code, name, city: fields.get('02') ?? null };
}
