import type { Confirmation } from '../../contracts/api/payment-confirmation.ts';
import type { PaymentContext } from '../../contracts/payments.ts';
import { vendorSettlement } from '../../contracts/vendor-settlement.ts';
import type { Judge, JudgedPayer, JudgeFor } from '../../screening/adapters/judge-at-path.ts';
import type { Payment } from '../../screening/domain/payment.ts';
import { placeOf } from '../../screening/domain/payment-of-event.ts';
import { flaggedEvent } from '../../screening/domain/told-events.ts';
import type { PathVerdict } from '../../screening/domain/verdict/limits.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import { Problem } from '../../shared/problem.ts';
import type { Publish } from '../../shared/publish.ts';
import { confirms } from '../domain/confirmation.ts';
import { type Hold, operationId, type Post } from '../domain/operation.ts';
import { heldForReview, marked } from '../domain/screened.ts';
import { publicId } from '../domain/transfer-id.ts';
import { ownerOf } from '../domain/wallet.ts';
import type { Reviews } from './reviews-table.ts';

/** What is to be done instead of posting at once; `tell` states the event of it, once it is really done. */
export type Screened =
  | { readonly do: 'post'; readonly operation: Post }
  | { readonly do: 'hold'; readonly operation: Hold; readonly tell: () => Promise<void> }
  | { readonly do: 'refuse'; readonly problem: Problem; readonly tell: () => Promise<void> };

type Asked = {
  readonly context?: PaymentContext | undefined;
  /** What the payer's phone signs to confirm this payment, as `textToSign` makes it. */
  readonly toSign: string;
  readonly confirmation: Confirmation | undefined;
};
export type ScreenPost = (post: Post, asked: Asked) => Promise<Screened>;

export type ScreenPostDeps = {
  readonly judgeFor: JudgeFor;
  /** Whether an account is a merchant's; asked only where that may spare the payer a refusal. */
  readonly isMerchant: (account: string) => Promise<boolean>;
  /** States events on `domain-events`. */
  readonly publish: Publish;
  /** Keeps why a payment is held, for who decides on it; left out where a review is answered as a block. */
  readonly noteReview?: Reviews['note'];
  readonly now: Clock;
  readonly log: Pick<Log, 'info'>;
  /** Metrics: `PaymentsScreenedStatically`, `PaymentsConfirmed`, `ConfirmationsRefused`. */
  readonly meter: Pick<Meter, 'count'>;
};

/** What screening says of a payment of a wallet, before it is posted. One read of the payer's limits. */
export function makeScreenPost(deps: ScreenPostDeps): ScreenPost {
  const { judgeFor, isMerchant, publish, noteReview, now, log, meter } = deps;

  /** A payee is taken for a customer first, since rules are stricter on those. */
  async function judged(judge: Judge, payment: Payment, account: string): Promise<[PathVerdict | undefined, Payment]> {
    const verdict = judge(payment);
    if (payment.payeeKind === 'merchant') return [verdict, payment];
    const isByKind = verdict?.rules.some(({ mode, values }) => mode === 'live' && 'payment.payeeKind' in values);
    if (isByKind !== true || !(await isMerchant(account).catch(() => false))) return [verdict, payment];
    const toMerchant: Payment = { ...payment, payeeKind: 'merchant' };
    return [judge(toMerchant), toMerchant];
  }

  return async (post, { context, toSign, confirmation }) => {
    const payerId = ownerOf(post.debit);
    const { minor, currency } = post.amount;
    const asked: Payment = {
      id: publicId(operationId(post)),
      at: now().toISOString(),
      payerId,
      ...payeeOf(post),
      amountMinor: minor,
      currency,
      deviceId: context?.deviceId,
      place: placeOf(context),
    };
    const { judge, devices } = await judgeFor(payerId, currency);
    const [verdict, payment] = await judged(judge, asked, post.credit);
    if (verdict === undefined) return { do: 'post', operation: marked(post, 'none') };
    const isStatic = verdict.source === 'static';
    if (isStatic) meter.count('PaymentsScreenedStatically');
    const operation = marked(post, isStatic ? 'static' : undefined);
    const flag = () => flaggedEvent(payment, verdict, 'asked');
    const tell = () => publish([flag()]);
    const tellReview = async () => {
      await noteReview?.(operationId(post), flag().data.rules);
      await tell();
    };
    const tellUnconfirmed = (problem: Problem) => async () => {
      if (problem.kind === 'confirmation-refused') meter.count('ConfirmationsRefused');
      await tell();
    };
    switch (verdict.decision) {
      case 'allow':
        return { do: 'post', operation };
      case 'step-up': {
        const problem = whyUnconfirmed(devices, toSign, confirmation);
        if (problem !== undefined) return { do: 'refuse', problem, tell: tellUnconfirmed(problem) };
        meter.count('PaymentsConfirmed');
        log.info('payment.confirmed', { transferId: asked.id, deviceId: confirmation?.deviceId });
        return { do: 'post', operation };
      }
      case 'review':
        return { do: 'hold', operation: heldForReview(operation), tell: tellReview };
      case 'block':
        return { do: 'refuse', problem: blocked(), tell };
    }
  };
}

/** What leaves through a vendor is counted as one merchant's, and so it is judged. */
const payeeOf = ({ credit, amount }: Post): Pick<Payment, 'payeeId' | 'payeeKind'> =>
  credit === vendorSettlement(amount.currency)
    ? { payeeId: credit, payeeKind: 'merchant' }
    : { payeeId: ownerOf(credit), payeeKind: 'customer' };

/** `undefined` of a payment that a phone of the payer confirms. */
function whyUnconfirmed(
  devices: JudgedPayer['devices'],
  toSign: string,
  confirmation: Confirmation | undefined,
): Problem | undefined {
  if (confirmation === undefined) return stepUp(toSign);
  if (devices === undefined) return phonesUnknown();
  const device = devices.find(({ deviceId }) => deviceId === confirmation.deviceId);
  return device !== undefined && confirms(toSign, confirmation, device.key) ? undefined : refused(toSign);
}

/** None says by which rule: whoever tries to find a way around would learn from it. */
const stepUp = (toSign: string) =>
  new Problem(
    'step-up-required',
    'Nothing was moved. Let the phone sign toSign, then send the same request again with Payment-Confirmation.',
    [],
    toSign,
  );
/** Nor whether the phone is known: whoever tries ids would learn that. */
const refused = (toSign: string) =>
  new Problem(
    'confirmation-refused',
    'Nothing was moved.',
    [{ in: 'header', pointer: '/payment-confirmation', detail: 'must be by an enrolled phone, over toSign' }],
    toSign,
  );
const phonesUnknown = () => new Problem('unavailable', 'Nothing was moved. Send the same request again in a moment.');
const blocked = () => new Problem('payment-blocked', 'Nothing was moved. Support can tell the customer more.');
