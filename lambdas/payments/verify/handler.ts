import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { Ledger } from '../adapters/aurora-ledger.ts';

export type VerifyDeps = Pick<Ledger, 'verify' | 'unbalanced'> & { readonly log: Log; readonly meter: Meter };

const accountsPerCall = 200;

/**
 * Recomputes every balance, hold and chain of versions from the journal, and the sum of every currency, which is zero.
 * Metrics: `AccountsDrifted`, `CurrenciesUnbalanced`, with an alarm on each, and `LedgerVerified` when it came to its end.
 */
export const makeVerify =
  ({ verify, unbalanced, log, meter }: VerifyDeps) =>
  async (): Promise<{ drifts: number; unbalanced: readonly string[] }> => {
    let drifts = 0;
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page: Awaited<ReturnType<typeof verify>> = await verify(after, accountsPerCall);
      for (const { account, drift } of page.drifts)
        log.error('ledger.drifted', new Error('the balance is not what the journal says'), { account, drift });
      drifts += page.drifts.length;
      after = page.next;
    }
    const currencies = await unbalanced();
    for (const currency of currencies) log.error('ledger.unbalanced', new Error('the sum is not zero'), { currency });
    meter.count('AccountsDrifted', drifts);
    meter.count('CurrenciesUnbalanced', currencies.length);
    meter.count('LedgerVerified');
    meter.flush();
    return { drifts, unbalanced: currencies };
  };
