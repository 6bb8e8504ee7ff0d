/**
 * A phone's text as every store takes it: PostgreSQL knows no NUL, and half of a character, as a message cut in the middle
 * of an emoji ends in, is no Unicode.
 */
export const storableText = (text: string): string => text.replaceAll('\0', '').toWellFormed();
