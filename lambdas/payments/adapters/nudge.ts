import type { FactsWaiting } from '../../contracts/payments.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Log } from '../../shared/log.ts';
import type { Publish } from '../../shared/publish.ts';

/** Says that the ledger has facts which nobody has published yet. Never fails: a schedule looks as well. */
export type Nudge = () => Promise<void>;

/** All nudges lie in one shard, so that one publisher works at a time. */
const subject = 'ledger';

export function nudgeOn(publish: Publish, now: Clock, log: Log): Nudge {
  return async () => {
    const since = now().toISOString();
    const nudge: FactsWaiting = {
      specversion: '1.0',
      id: `nudge-${since}`,
      source: '/sangam/payments',
      type: 'sangam.payments.facts-waiting.v1',
      subject,
      time: since,
      datacontenttype: 'application/json',
      data: { since },
    };
    await publish([nudge]).catch((error: unknown) => log.error('nudge.failed', error));
  };
}
