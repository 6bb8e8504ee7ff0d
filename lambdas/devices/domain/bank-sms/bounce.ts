import type { BankSms } from './types.ts';

/** A returned cheque, mandate or instalment: the notice that it failed, and the charge that follows. */
export const isBounce = (sms: BankSms): boolean => sms.rule.endsWith('.bounce');
