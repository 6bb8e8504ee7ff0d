import { anyScript, isOwnId } from './field.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import { type DataObject, readTemplate, templateOf } from './tlv.ts';
import { isReference, isVpa } from './upi-names.ts';

/** `requestId` is null on a static code and set on a dynamic one; each id has at most 36 characters. */
export type OwnAccount = { readonly merchantId: string; readonly requestId: string | null };

/** A UPI address, and on a code for one purpose the reference that comes back with the payment. */
export type UpiAccount = { readonly vpa: string; readonly reference: string | null };

export type Accounts = {
  readonly own: OwnAccount | null;
  readonly upi: UpiAccount | null;
  readonly accounts: readonly DataObject[];
};

/** How our templates name themselves: a domain in reverse. */
export const ownGuid = 'example.sangam';
/** 26 to 28 are NPCI's in Bharat QR. A reader goes by the GUID, so that the tag may move. */
const ownTag = '30';
/** RuPay's registered application provider, under which Bharat QR 4.0 keeps UPI: address in 26, reference in 27. */
const npciGuid = 'A000000524';

export const sameGuid = (one: string | undefined, other: string): boolean => one?.toLowerCase() === other.toLowerCase();

export const isAccount = (tag: string): boolean => tag >= '02' && tag <= '51';
const isTemplate = (tag: string): boolean => tag >= '26' && tag <= '51';

function writeOwn({ merchantId, requestId }: OwnAccount, use: 'static' | 'dynamic'): DataObject | Refusal {
  if (!isOwnId(merchantId)) return refuse('bad-value', `${ownTag}.01`);
  if (requestId === null && use === 'dynamic') return refuse('missing', `${ownTag}.02`);
  if (requestId !== null && use === 'static') return refuse('unexpected', `${ownTag}.02`);
  if (requestId !== null && !isOwnId(requestId)) return refuse('bad-value', `${ownTag}.02`);
  const objects = [
    { tag: '00', value: ownGuid },
    { tag: '01', value: merchantId },
  ];
  return templateOf(ownTag, requestId === null ? objects : [...objects, { tag: '02', value: requestId }]);
}

function writeUpi({ vpa, reference }: UpiAccount): readonly (DataObject | Refusal)[] {
  if (!isVpa(vpa)) return [refuse('bad-value', '26.01')];
  if (reference !== null && !isReference(reference)) return [refuse('bad-value', '27.01')];
  const guid = { tag: '00', value: npciGuid };
  const address = templateOf('26', [guid, { tag: '01', value: vpa }]);
  return reference === null ? [address] : [address, templateOf('27', [guid, { tag: '01', value: reference }])];
}

/** Account objects, not yet in order. */
export function writeAccounts(accounts: Accounts, use: 'static' | 'dynamic'): readonly (DataObject | Refusal)[] {
  const others = accounts.accounts.map(({ tag, value }) => {
    if (!/^\d\d$/.test(tag) || !isAccount(tag)) return refuse('bad-tag');
    return anyScript(tag, value, 99);
  });
  return [
    ...others,
    ...(accounts.own === null ? [] : [writeOwn(accounts.own, use)]),
    ...(accounts.upi === null ? [] : writeUpi(accounts.upi)),
  ];
}

function readOwn(tag: string, fields: ReadonlyMap<string, string>, use: 'static' | 'dynamic'): OwnAccount | Refusal {
  const [merchantId, requestId] = [fields.get('01'), fields.get('02')];
  if (merchantId === undefined) return refuse('missing', `${tag}.01`);
  if (!isOwnId(merchantId)) return refuse('bad-value', `${tag}.01`);
  if (requestId === undefined)
    return use === 'dynamic' ? refuse('missing', `${tag}.02`) : { merchantId, requestId: null };
  if (use === 'static') return refuse('unexpected', `${tag}.02`);
  return isOwnId(requestId) ? { merchantId, requestId } : refuse('bad-value', `${tag}.02`);
}

/** Who is paid. Templates are read strictly, ours or not: this decides where money goes. */
export function readAccounts(objects: readonly DataObject[], use: 'static' | 'dynamic'): Accounts | Refusal {
  const accounts: DataObject[] = [];
  let own: OwnAccount | null = null;
  let vpa: string | undefined;
  let reference: DataObject | undefined;
  for (const object of objects.filter(({ tag }) => isAccount(tag))) {
    if (!isTemplate(object.tag)) {
      accounts.push(object);
      continue;
    }
    const fields = readTemplate(object);
    if (isRefusal(fields)) return fields;
    const guid = fields.get('00');
    if (guid === undefined) return refuse('missing', `${object.tag}.00`);
    const value = fields.get('01');
    if (sameGuid(guid, ownGuid)) {
      if (own !== null) return refuse('repeated', object.tag);
      const read = readOwn(object.tag, fields, use);
      if (isRefusal(read)) return read;
      own = read;
    } else if (sameGuid(guid, npciGuid) && object.tag === '26') {
      if (value === undefined) return refuse('missing', '26.01');
      if (!isVpa(value)) return refuse('bad-value', '26.01');
      vpa = value;
    } else if (sameGuid(guid, npciGuid) && object.tag === '27') {
      if (value !== undefined) reference = { tag: '27', value };
    } else accounts.push(object);
  }
  if (objects.every(({ tag }) => !isAccount(tag))) return refuse('missing', '02-51');
  return { own, upi: vpa === undefined ? null : { vpa, reference: reference?.value ?? null }, accounts };
}
