import { foldDates } from './dates.ts';
import { senderHeader } from './headers.ts';
import { isOneTimeCode } from './otp.ts';
import { tokenize } from './tokenize.ts';
import { Tokens } from './tokens.ts';

const tokens = new Tokens();

/**
 * Whether a message may be stored: one-time codes and personal messages may not. Asked before anything is written, so
 * it fails towards dropping.
 */
export function screenSms(sender: string | null, message: string): 'keep' | 'otp' | 'personal' {
  const { form } = senderHeader(sender);
  if (form === 'phone' || form === 'unknown') return 'personal';
  tokenize(tokens, message);
  foldDates(tokens);
  return isOneTimeCode(tokens) ? 'otp' : 'keep';
}
