import type { JudgeFor } from '../../screening/adapters/judge-at-path.ts';
import type { Payment } from '../../screening/domain/payment.ts';
import { flaggedEvent } from '../../screening/domain/told-events.ts';
import type { Clock } from '../../shared/clock.ts';
import { Problem } from '../../shared/problem.ts';
import type { Publish } from '../../shared/publish.ts';
import { operationId, type Reverse } from '../domain/operation.ts';
import { publicId } from '../domain/transfer-id.ts';
import { ownerOf } from '../domain/wallet.ts';
import type { KnownTransfer } from './transfers-reader.ts';

/** Why who received a transfer may not pay it back now; `undefined` when they may. States the event of a refusal. */
export type ScreenReversal = (reversal: Reverse, of: KnownTransfer) => Promise<Problem | undefined>;

type Deps = {
  readonly judgeFor: JudgeFor;
  /** States events on `domain-events`. */
  readonly publish: Publish;
  readonly now: Clock;
};

/** A block alone stands against it: rules are about paying, and what is paid back is never more than what came. */
export const makeScreenReversal =
  ({ judgeFor, publish, now }: Deps): ScreenReversal =>
  async (reversal, { debit, credit, amount, reversed, currency }) => {
    const payment: Payment = {
      id: publicId(operationId(reversal)),
      at: now().toISOString(),
      payerId: ownerOf(credit),
      payeeId: ownerOf(debit),
      payeeKind: 'customer',
      amountMinor: reversal.minor ?? amount - reversed,
      currency,
    };
    const { judge } = await judgeFor(payment.payerId, currency);
    const verdict = judge(payment);
    if (verdict === undefined || verdict.blockedFor === null) return undefined;
    await publish([flaggedEvent(payment, { ...verdict, rules: [] }, 'asked')]);
    return new Problem('payment-blocked', 'Nothing was moved. Support can tell the customer more.');
  };
