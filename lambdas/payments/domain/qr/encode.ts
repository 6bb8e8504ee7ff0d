import type { SigningKey } from '../../../shared/signing-keys.ts';
import { writeAccounts } from './accounts.ts';
import { writeAdditional } from './additional.ts';
import { toDecimal } from './amount.ts';
import { crc16 } from './crc16.ts';
import { numericOf } from './currency.ts';
import { common, formed } from './field.ts';
import { writeLocalName } from './local-name.ts';
import type { MerchantCode } from './merchant-code.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import { signatureOf } from './signature.ts';
import { writeTip } from './tip.ts';
import { type DataObject, gather, writeObjects } from './tlv.ts';

/** EMVCo's limit; in bytes, because one character of another script takes the room of several in a symbol. */
export const payloadBytesMax = 512;

const nameMax = 25;
const bharatNameMax = 23;

export type Written = { readonly kind: 'written'; readonly payload: string };

function amountOf({ amount, currency }: MerchantCode): readonly DataObject[] | Refusal {
  if (amount === null) return [];
  const value = toDecimal(amount, currency);
  return value === undefined ? refuse('bad-value', '54') : [{ tag: '54', value }];
}

function firstRepeated(objects: readonly DataObject[]): string | undefined {
  return objects.find(({ tag }, at) => objects[at - 1]?.tag === tag)?.tag;
}

/**
 * The payload of a code, its objects in the order of their tags and the checksum last. With our account it is signed:
 * a key is needed, for others it is not used. Refuses what EMVCo's formats do not allow.
 */
export function encodeMerchantCode(code: MerchantCode, key: SigningKey | null): Written | Refusal {
  const written = gather([
    { tag: '00', value: '01' },
    { tag: '01', value: code.use === 'static' ? '11' : '12' },
    ...writeAccounts(code, code.use),
    formed('52', code.category, /^\d{4}$/),
    { tag: '53', value: numericOf(code.currency) },
    amountOf(code),
    code.tip === null ? [] : writeTip(code.tip, code.currency),
    formed('58', code.country, /^[A-Z]{2}$/),
    common('59', code.name, code.upi === null ? nameMax : bharatNameMax),
    common('60', code.city, 15),
    code.postalCode === null ? [] : common('61', code.postalCode, 10),
    writeAdditional(code.additional),
    code.localName === null ? [] : writeLocalName(code.localName),
  ]);
  if (isRefusal(written)) return written;
  const objects = written.toSorted((one, other) => Number(one.tag) - Number(other.tag));
  const repeated = firstRepeated(objects);
  if (repeated !== undefined) return refuse('repeated', repeated);
  if (!objects.some(({ tag }) => tag >= '02' && tag <= '51')) return refuse('missing', '02-51');
  if (code.own !== null && key === null) return refuse('missing', '80');
  const signed = code.own === null || key === null ? objects : [...objects, signatureOf(objects, key)];
  const body = `${writeObjects(signed)}6304`;
  const payload = body + crc16(body);
  return Buffer.byteLength(payload, 'utf8') > payloadBytesMax ? refuse('too-long') : { kind: 'written', payload };
}
