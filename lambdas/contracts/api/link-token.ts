import { z } from 'zod';

/** What we sign and put behind `/r/` and `/u/`. */
export const linkToken = z.string().regex(/^[A-Za-z0-9_-]{44}$/, 'must be 44 letters, digits, - or _');
