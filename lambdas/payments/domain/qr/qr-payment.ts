import type { PaymentContext } from '../../../contracts/payments.ts';
import type { Post } from '../operation.ts';
import { requestKey } from '../transfer-id.ts';
import { walletOf } from '../wallet.ts';
import type { ScanDecision } from './scan.ts';

/** What a payment by a code is in the ledger; events are made of facts that say so. */
export const qrPaymentKind = 'qr-payment';

type Payable = Extract<ScanDecision, { kind: 'payable' }>;

/**
 * The post that pays a code: from the payer's wallet to the merchant's in the currency of the code.
 * @param key the payer's own; @param order the merchant's number, which the code says
 */
export function qrPaymentOf(
  payer: string,
  key: string,
  { merchantId, requestId, amount, fee, currency }: Payable,
  { order, context }: { readonly order: string | undefined; readonly context: PaymentContext | undefined },
): Post {
  const metadata = { ...(context !== undefined && { context }), ...(order !== undefined && { order }) };
  return {
    op: 'post',
    ...requestKey('qr', payer, key),
    debit: walletOf(payer, currency),
    credit: walletOf(merchantId, currency),
    amount: { minor: amount + fee, currency },
    kind: qrPaymentKind,
    ...(requestId !== null && { reference: requestId }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
}
