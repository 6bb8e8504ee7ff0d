import { common, formed } from './field.ts';
import { isRefusal, type Refusal } from './refusal.ts';
import { type DataObject, gather, readTemplate, templateOf } from './tlv.ts';

const tag = '62';

const names = {
  billNumber: '01',
  mobileNumber: '02',
  storeLabel: '03',
  loyaltyNumber: '04',
  referenceLabel: '05',
  customerLabel: '06',
  terminalLabel: '07',
  purpose: '08',
  consumerDataRequest: '09',
  taxId: '10',
  channel: '11',
} as const;

type Name = keyof typeof names;

/** EMVCo's additional data. The value `***` asks the payer's app to fill it in. */
export type Additional = { readonly [name in Name]?: string };

const namesInOrder = Object.keys(names) as readonly Name[];
const labelMax = 25;

function writeField(name: Name, value: string): DataObject | Refusal {
  switch (name) {
    case 'consumerDataRequest': // address, mobile number, e-mail: each once
      return formed(names[name], value, /^(?=[AME]{1,3}$)(?!.*(.).*\1)/, tag);
    case 'channel':
      return formed(names[name], value, /^\d{3}$/, tag);
    case 'taxId':
      return common(names[name], value, 20, tag);
    default:
      return common(names[name], value, labelMax, tag);
  }
}

/** The template, nothing when there is nothing to write. */
export function writeAdditional(additional: Additional): readonly DataObject[] | Refusal {
  const fields: (DataObject | Refusal)[] = [];
  for (const name of namesInOrder) {
    const value = additional[name];
    if (value !== undefined) fields.push(writeField(name, value));
  }
  const objects = gather(fields);
  if (isRefusal(objects)) return objects;
  return objects.length === 0 ? [] : gather([templateOf(tag, objects)]);
}

/** Known labels as they are written: others' codes outgrow the limits, and nothing is decided by them. */
export function readAdditional(value: string | undefined): Additional | Refusal {
  if (value === undefined) return {};
  const fields = readTemplate({ tag, value });
  if (isRefusal(fields)) return fields;
  const found = namesInOrder.map((name) => [name, fields.get(names[name])] as const);
  return Object.fromEntries(found.filter(([, label]) => label !== undefined));
}
