const ZERO = 48;
const NINE = 57;
const COMMA = 44;
const DOT = 46;

/** 15 digits of hundredths stay exact in a double; longer numbers are account numbers, not amounts. */
const DIGITS_MAX = 13;

/**
 * Reads the number at `text[start, end)` in hundredths: `1,23,456.78`, `500`, `.50`, `5.000`, `1.234,56`.
 * A last comma before one or two closing digits is a decimal comma; every other comma only groups.
 * Returns -1 when the text cannot be an amount (too long, or dotted like a date).
 */
export function hundredthsAt(text: string, start: number, end: number, dotGroupsThousands = false): number {
  const decimalAt = decimalSeparatorAt(text, start, end, dotGroupsThousands);
  let whole = 0;
  let digits = 0;
  for (let at = start; at < decimalAt; at++) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) continue;
    whole = whole * 10 + (code - ZERO);
    if (whole > 0) digits++;
  }
  if (digits > DIGITS_MAX) return -1;
  const tenths = digitAt(text, decimalAt + 1, end);
  const hundredths = digitAt(text, decimalAt + 2, end);
  const roundUp = digitAt(text, decimalAt + 3, end) >= 5 ? 1 : 0;
  return whole * 100 + tenths * 10 + hundredths + roundUp;
}

function digitAt(text: string, at: number, end: number): number {
  if (at >= end) return 0;
  const code = text.charCodeAt(at);
  return code >= ZERO && code <= NINE ? code - ZERO : 0;
}

function decimalSeparatorAt(text: string, start: number, end: number, dotGroupsThousands: boolean): number {
  let dots = 0;
  let commas = 0;
  let lastDot = -1;
  let lastComma = -1;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      dots++;
      lastDot = at;
    } else if (code === COMMA) {
      commas++;
      lastComma = at;
    }
  }
  if (lastComma > lastDot) {
    const after = end - lastComma - 1;
    const decimalComma = commas === 1 && after >= 1 && after <= 2;
    return decimalComma ? lastComma : end;
  }
  if (lastDot < 0) return end;
  const after = end - lastDot - 1;
  if (dots > 1 && after === 3) return end;
  if (dotGroupsThousands && dots === 1 && commas === 0 && after === 3) return end;
  return lastDot;
}

/** Hundredths as a decimal string with two places: `16500n` → `"165.00"`. */
export function decimalString(minor: bigint): string {
  const negative = minor < 0n;
  const digits = (negative ? -minor : minor).toString().padStart(3, '0');
  return `${negative ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
