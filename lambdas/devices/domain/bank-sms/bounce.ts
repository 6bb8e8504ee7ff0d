import type { BankSms } from './types.ts';

/** A returned cheque or mandate: the notice that it failed, and the charge that follows. */
export function isBounce(sms: BankSms): boolean {
  return sms.rule.endsWith('.bounce') || (sms.isTransaction && sms.kind === 'bounce');
}
