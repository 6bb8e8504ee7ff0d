export type SmsEncoding = 'gsm-7' | 'ucs-2';

/** `units`: septets of GSM-7, or code units of UCS-2. Each part is paid for. */
export type SmsParts = { readonly encoding: SmsEncoding; readonly units: number; readonly parts: number };

/** 3GPP TS 23.038, 6.2.1: without the escape. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Each takes an escape before it. */
const extended = new Set('\f^{}\\[~]|€');

/** A text of several parts has a header in each, which takes 7 septets or 3 code units. */
export const capacity = {
  'gsm-7': { alone: 160, joined: 153 },
  'ucs-2': { alone: 70, joined: 67 },
} as const satisfies Record<SmsEncoding, unknown>;

export const isGsm = (text: string): boolean => {
  for (const character of text) if (!basic.has(character) && !extended.has(character)) return false;
  return true;
};

/** What a character takes, 1 or 2; it is never split between two parts. */
const sizeOf = (encoding: SmsEncoding, character: string): number =>
  encoding === 'ucs-2' ? character.length : extended.has(character) ? 2 : 1;

/** As much of a text of GSM-7 as so many septets hold. */
export function withinSeptets(text: string, most: number): string {
  let septets = 0;
  let end = 0;
  for (const character of text) {
    septets += sizeOf('gsm-7', character);
    if (septets > most) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** How a text goes over the air. */
export function smsParts(text: string): SmsParts {
  const encoding = isGsm(text) ? 'gsm-7' : 'ucs-2';
  const { alone, joined } = capacity[encoding];
  let units = 0;
  let parts = 1;
  let inPart = 0;
  for (const character of text) {
    const size = sizeOf(encoding, character);
    units += size;
    if (inPart + size > joined) {
      parts++;
      inPart = 0;
    }
    inPart += size;
  }
  return { encoding, units, parts: units <= alone ? 1 : parts };
}
