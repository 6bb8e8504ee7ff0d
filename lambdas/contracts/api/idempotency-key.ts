import { z } from 'zod';

/** Chosen by whoever asks; the same again gets the first answer (draft-ietf-httpapi-idempotency-key-header). */
export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{8,200}$/, 'must be 8 to 200 printable ASCII characters')
  .describe('Of your choice, new for each thing you want done; the same again gets the first answer');
