// Line and paragraph separators, controls and halves of characters have no place on one line of a phone; embeddings,
// overrides and isolates let a name show as another. Joiners stay: Indic scripts need them.
const hidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

export const isPlainText = (text: string): boolean => !hidden.test(text);

/** EMVCo's format `ANS`: the common character set of EMV Book 4, the printable characters of ASCII. */
export const isCommon = (text: string): boolean => /^[\x20-\x7E]+$/.test(text);
