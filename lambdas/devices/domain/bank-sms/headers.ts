import { INSTITUTIONS, type Institution } from './institutions.ts';
import type { InstitutionType } from './types.ts';

export type SenderHeader = {
  /** `registered`: a header or a short code of an institution; `phone`: a person's number; `unknown`: neither. */
  readonly form: 'registered' | 'short-code' | 'phone' | 'unknown';
  /** The header without route and category, in capitals: `HDFCBK`. */
  readonly header: string | null;
  /** Of the suffix that India's operators append since May 2025. */
  readonly category: 'promotional' | 'service' | 'transactional' | 'government' | null;
  readonly institution: string | null;
  readonly institutionType: InstitutionType | null;
  /** ISO code of the currency of the institution's country. */
  readonly currency: string | null;
};

const CATEGORIES = { P: 'promotional', S: 'service', T: 'transactional', G: 'government' } as const;

const REGISTERED = /^(?:([a-z]{2})[-_ ]?-)?([a-z0-9]{3,11})(?:-([pstg]))?$/i;
const PHONE = /^\+?[\d\s()-]{7,18}$/;
const SHORT_CODE = /^\d{3,8}$/;

const known = new Map(
  INSTITUTIONS.flatMap((institution) => institution.headers.map((header) => [header, institution] as const)),
);

/** Understands `VM-HDFCBK`, `JD-CENTBK-S`, `HDFCBK`, short codes and phone numbers. Unlisted headers are fine. */
export function senderHeader(sender: string | null): SenderHeader {
  const text = sender === null ? '' : sender.trim().slice(0, 40);
  if (text === '') return unlisted('unknown', null);
  if (SHORT_CODE.test(text)) return unlisted('short-code', text);
  if (PHONE.test(text)) return unlisted('phone', null);
  const match = REGISTERED.exec(text);
  const header = (match?.[2] ?? text).toUpperCase();
  const suffix = match?.[3]?.toUpperCase() as keyof typeof CATEGORIES | undefined;
  const found = known.get(header);
  const isRegistered =
    found !== undefined ||
    (match !== null && /[a-z]/i.test(header) && (match[1] !== undefined || isHeaderLike(match[2] ?? '')));
  return {
    form: isRegistered ? 'registered' : 'unknown',
    header,
    category: suffix === undefined ? null : CATEGORIES[suffix],
    ...described(found),
  };
}

/** A bare sender that reads as a header: three to eleven letters or digits without a space. */
function isHeaderLike(text: string): boolean {
  return text.length >= 3 && text.length <= 11;
}

function unlisted(form: SenderHeader['form'], header: string | null): SenderHeader {
  return { form, header, category: null, ...described(header === null ? undefined : known.get(header)) };
}

function described(found: Institution | undefined): Pick<SenderHeader, 'institution' | 'institutionType' | 'currency'> {
  return {
    institution: found?.name ?? null,
    institutionType: found?.type ?? null,
    currency: found?.currency ?? null,
  };
}
