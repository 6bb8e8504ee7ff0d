import { Problem } from '../../shared/problem.ts';
import type { Refusal } from './verdict.ts';

/** What a refusal of the ledger is to whoever asked over HTTP. */
export function problemOf(refusal: Refusal): Problem {
  switch (refusal) {
    case 'insufficient-funds':
      return new Problem('insufficient-funds', 'Nothing was moved. What is held for other payments cannot be paid.');
    case 'account-not-open':
      return new Problem(
        'account-not-open',
        'Nothing was moved. The account of the payer or of the payee is not open.',
      );
    case 'unknown-account':
      return new Problem(
        'unknown-account',
        'Nothing was moved. Payer and payee each need an account in this currency.',
      );
    case 'idempotency-key-reused':
      return new Problem('idempotency-key-reused', 'Send another request under a key of its own.');
    case 'overflow':
      return new Problem('limit-exceeded', 'Nothing was moved. No account holds so much.');
    case 'exceeds-transfer':
    case 'exceeds-hold':
    case 'unknown-transfer':
      return new Problem('not-reversible', 'Nothing was moved.');
    case 'hold-not-active':
    case 'hold-expired':
    case 'unknown-hold':
    case 'hold-not-due':
      return new Problem('conflict', 'Nothing was moved. The money is not held any more.');
    case 'invalid':
    case 'currency-mismatch':
    case 'group-refused':
    case 'group-invalid':
      // The edge lets none of these through.
      throw new Error(`the ledger refused a request of ours: ${refusal}`);
  }
}
