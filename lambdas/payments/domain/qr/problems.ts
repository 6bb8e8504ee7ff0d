import { Problem } from '../../../shared/problem.ts';
import type { Refusal } from './refusal.ts';
import type { Reason } from './request.ts';
import type { ScanRefusal } from './scan.ts';
import type { UpiRefusal } from './upi-link.ts';

const nothingMoved = 'Nothing was moved.';

/** Why a code is not paid, to whoever scanned it. */
export function problemOfScan(reason: Reason | ScanRefusal | 'unknown-request'): Problem {
  switch (reason) {
    case 'tampered':
      return new Problem('tampered-code', `${nothingMoved} Do not pay by this code, and tell the merchant.`);
    case 'foreign':
      return new Problem('foreign-code', `${nothingMoved} Only codes that we signed are paid here.`);
    case 'unknown-merchant':
      return new Problem('unknown-merchant', nothingMoved);
    case 'wrong-currency':
      return new Problem('wrong-currency', `${nothingMoved} Pay in the currency of the code.`);
    case 'amount-missing':
      return new Problem('amount-missing', `${nothingMoved} Send the same again with an amount.`);
    case 'amount-differs':
      return new Problem('amount-differs', `${nothingMoved} Leave the amount out, or send that of the code.`);
    case 'expired':
      return new Problem('code-expired', `${nothingMoved} Ask the merchant for a new code.`);
    case 'already-paid':
      return new Problem('already-paid', `${nothingMoved} The code is for one payment, and it was made.`);
    case 'cancelled':
      return new Problem('code-cancelled', `${nothingMoved} Ask the merchant for a new code.`);
    case 'unknown-request':
      return new Problem('not-found', `${nothingMoved} No request belongs to this code.`);
    case 'amount-not-positive':
    case 'being-paid':
    case 'not-locked':
    case 'not-due':
      // The edge lets no such amount through, and a payment locks and posts in one transaction.
      throw new Error(`a code was refused in a way it cannot be: ${reason}`);
  }
}

/** A text that is no payment code; the reason names the rule and the place, never the value. */
export const unreadable = ({ problem, at }: Refusal | UpiRefusal): Problem =>
  new Problem('unreadable-code', 'Scan it again. If that does not help, it is no payment code, or a damaged one.', [
    { in: 'body', pointer: '/payload', detail: at === '' ? problem : `${problem} at ${at}` },
  ]);

const fields: Readonly<Record<string, string>> = {
  '30.01': '/merchantId',
  '54': '/amount/minor',
  '59': '/shop/name',
  '60': '/shop/city',
  '62': '/note',
  '26.01': '/shop/vpa',
};

/** A code that a merchant asked for and that no symbol can say. */
export const unwritable = ({ problem, at }: Refusal): Problem =>
  new Problem('invalid-request', 'See errors for each field that is wrong.', [
    { in: 'body', pointer: fields[at] ?? '', detail: problem },
  ]);
