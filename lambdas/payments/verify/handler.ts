import type { Clock } from '../../shared/clock.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { Ledger } from '../adapters/aurora-ledger.ts';
import type { JournalLinks } from '../adapters/journal-links.ts';
import { publicId } from '../domain/transfer-id.ts';

export type VerifyDeps = Pick<Ledger, 'verify' | 'unbalanced'> & {
  readonly links: JournalLinks;
  readonly now: Clock;
  readonly log: Log;
  readonly meter: Meter;
};

const accountsPerCall = 200;
/** By then everything that was posted before is committed; younger rows are looked at the next day. */
const settledMs = 10 * 60_000;

/**
 * Recomputes every balance, hold and chain of versions from the journal, and the sum of every currency, which is zero,
 * and looks whether every row of the journal is in those chains. Metrics: `AccountsDrifted`, `CurrenciesUnbalanced`,
 * `RowsUnlinked`, with an alarm on each, and `LedgerVerified` when it came to its end.
 */
export const makeVerify =
  ({ verify, unbalanced, links, now, log, meter }: VerifyDeps) =>
  async (): Promise<{ drifts: number; unbalanced: readonly string[]; unlinked: number }> => {
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
    const until = new Date(now().getTime() - settledMs);
    const unlinked = (await links.agree(until)) ? [] : await links.unlinked(until);
    for (const id of unlinked)
      log.error('ledger.unlinked', new Error('the row is in no chain'), { transferId: publicId(id) });
    meter.count('AccountsDrifted', drifts);
    meter.count('CurrenciesUnbalanced', currencies.length);
    meter.count('RowsUnlinked', unlinked.length);
    meter.count('LedgerVerified');
    meter.flush();
    return { drifts, unbalanced: currencies, unlinked: unlinked.length };
  };
