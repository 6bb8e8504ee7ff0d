import { z } from 'zod';

const hidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

/**
 * A name on one line: no controls, no halves of characters, which stores refuse, and nothing that lets it show as another.
 * Joiners stay: Indic scripts need them. `longest` is in characters.
 */
export const plainWords = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((words) => !hidden.test(words), 'must be one line of whole characters without controls');
