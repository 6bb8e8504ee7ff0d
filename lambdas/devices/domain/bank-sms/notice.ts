import type { Verdict } from './classify.ts';
import type { NonTransactionClass } from './types.ts';

/** The verdict of a rule that says why no money moved. */
export const notice = (kind: NonTransactionClass, rule: string, confidence = 0.9): Verdict => ({
  isTransaction: false,
  class: kind,
  confidence,
  rule,
});
