import { z } from 'zod';

/**
 * A number in a path or a query, where all is text: decimal digits and nothing else. `Number` alone takes `0x10`, `1e1`,
 * `+5` and blanks as well, which another reader of the same address would take for something else.
 */
export const wholeNumber = (min: number, max: number) =>
  z.preprocess(
    (text) => (typeof text === 'string' && /^\d{1,10}$/.test(text) ? Number(text) : text),
    z.int('must be a whole number, in decimal digits').min(min).max(max),
  );
