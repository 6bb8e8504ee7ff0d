/**
 * Signs that the grammar names, as character codes; for `import * as Sign`.
 * Constants, not an object: the bundler puts the numbers in their place, and the names cost nothing.
 */
export const bang = 33;
export const quote = 34;
export const hash = 35;
export const dollar = 36;
export const ampersand = 38;
export const apostrophe = 39;
export const open = 40;
export const close = 41;
export const star = 42;
export const percent = 37;
export const plus = 43;
export const comma = 44;
export const hyphen = 45;
export const dot = 46;
export const slash = 47;
export const colon = 58;
export const semicolon = 59;
export const equals = 61;
export const question = 63;
export const at = 64;
export const openSquare = 91;
export const closeSquare = 93;
export const underscore = 95;
export const bar = 124;
export const bullet = 0x2022;
