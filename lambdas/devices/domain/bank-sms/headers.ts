import { INSTITUTIONS, type Institution } from './institutions.ts';
import type { InstitutionType } from './types.ts';

export type SenderHeader = {
  /** `registered`: an institution's header; `short-code`: its number; `phone`: a person's number; `unknown`: none. */
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

/** A stream repeats few senders; a reading is kept for each, up to this many. */
const SEEN_MAX = 2000;
const seen = new Map<string, SenderHeader>();

const CATEGORIES = { P: 'promotional', S: 'service', T: 'transactional', G: 'government' } as const;
const SENDER_MAX = 40;

/** Operator and circle, then the header: `VM-HDFCBK`, `JD-CENTBK-S`, `CP-620016-P`. */
const ROUTED = /^[a-z]{2}-([a-z0-9]{3,11})(?:-([pstg]))?$/i;
/** `VKHDFCBK`, `BPiPaytm`: some phones drop the hyphen; without it only a listed header is told from a nickname. */
const GLUED = /^[A-Z]{2}([a-z0-9]{5,8})$/i;
/** Without a route only the regulator's form tells a header from a nickname: six capitals. */
const BARE = /^([A-Z]{6})(?:-([PSTG]))?$/;
const PHONE = /^\+?[\d\s()-]{9,18}$/;
const SHORT_CODE = /^\d{3,8}$/;
/** North America's numbers that the called party pays for: no person writes from one. */
const TOLL_FREE = /^(?:\+?1)?8(?:00|33|44|55|66|77|88)\d{7}$/;

/** Whether the number would be a business in North America; elsewhere it may be a person's. */
export const isTollFree = (sender: string | null): boolean =>
  sender !== null && TOLL_FREE.test(sender.replaceAll(/[\s()-]/g, ''));

const keyOf = (sender: string): string => sender.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');

const known = new Map(
  INSTITUTIONS.flatMap((institution) =>
    [institution.name, ...institution.headers].map((header) => [keyOf(header), institution] as const),
  ),
);

/**
 * Understands `VM-HDFCBK`, `JD-CENTBK-S`, `HDFCBK`, the names of listed institutions, short codes and phone numbers.
 * A routed header is registered whether it is listed or not.
 */
export function senderHeader(sender: string | null): SenderHeader {
  if (sender === null) return UNKNOWN;
  if (sender.length > SENDER_MAX) return readHeader(sender);
  let header = seen.get(sender);
  if (header === undefined) {
    header = readHeader(sender);
    if (seen.size >= SEEN_MAX) seen.clear();
    seen.set(sender, header);
  }
  return header;
}

/** The currency of an institution that a message opens with the name of (`BBVA: Compra ...`). */
export const currencyAtHome = (name: string): string | null => known.get(keyOf(name))?.currency ?? null;

function readHeader(sender: string): SenderHeader {
  const text = sender.trim().slice(0, SENDER_MAX);
  if (SHORT_CODE.test(text)) return describe('short-code', text);
  if (PHONE.test(text)) return describe('phone', null);
  const match = ROUTED.exec(text) ?? BARE.exec(text);
  if (match !== null) return describe('registered', (match[1] ?? '').toUpperCase(), match[2]);
  const key = keyOf(text);
  if (known.has(key)) return describe('registered', key);
  const glued = keyOf(GLUED.exec(text)?.[1] ?? '');
  if (known.has(glued)) return describe('registered', glued);
  return describe('unknown', null);
}

function describe(form: SenderHeader['form'], header: string | null, suffix?: string): SenderHeader {
  const found: Institution | undefined = header === null ? undefined : known.get(header);
  return {
    form,
    header,
    category: suffix === undefined ? null : CATEGORIES[suffix.toUpperCase() as keyof typeof CATEGORIES],
    institution: found?.name ?? null,
    institutionType: found?.type ?? null,
    currency: found?.currency ?? null,
  };
}

const UNKNOWN = describe('unknown', null);
