import { z } from 'zod';
import { cashInRequest } from '../../contracts/api/payments.ts';
import { type HttpHandler, type HttpHandlerDeps, makeHttpHandler, type Reply } from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { Ledger } from '../adapters/aurora-ledger.ts';
import type { Nudge } from '../adapters/nudge.ts';
import type { VendorNamed } from '../adapters/vendors-table.ts';
import type { Money } from '../domain/money.ts';
import { type Operation, operationId } from '../domain/operation.ts';
import { problemOf } from '../domain/refusals.ts';
import { publicId, requestKey } from '../domain/transfer-id.ts';
import { feeOf, type Limit, limitBroken } from '../domain/vendor.ts';
import { isSuccess } from '../domain/verdict.ts';
import { walletOf } from '../domain/wallet.ts';

export type CashInsDeps = HttpHandlerDeps & {
  readonly ledger: Pick<Ledger, 'post' | 'systemAccount'>;
  readonly vendorNamed: VendorNamed;
  readonly nudge: Nudge;
};

const noQuery = z.strictObject({});

/** Credits a wallet with what a vendor took, and takes the vendor's fee from it in the same step. */
export const makeCashIns = ({ ledger, vendorNamed, nudge, ...deps }: CashInsDeps): HttpHandler =>
  makeHttpHandler(deps, async (request): Promise<Reply> => {
    request.query(noQuery);
    const { vendor: vendorId, reference, customer, amount: wanted } = request.json(cashInRequest);
    const vendor = await vendorNamed(vendorId);
    if (vendor === undefined) throw wrong('/vendor', 'must be a vendor that is enabled');
    const amount = { minor: BigInt(wanted.minor), currency: wanted.currency };
    demandWithin(limitBroken(vendor, amount));
    const fee = { minor: feeOf(vendor, amount), currency: amount.currency };
    if (fee.minor >= amount.minor) throw new Problem('limit-exceeded', 'The fee would take all of it.');

    // Both accounts are made when a currency is first seen.
    const source = await ledger.systemAccount('cash-in', amount.currency);
    const fees = await ledger.systemAccount('fees', amount.currency);
    const operations = operationsOf({ vendorId, reference, customer, amount, fee, source, fees });
    const verdicts = await ledger.post(operations);
    if (verdicts.some(({ replayed }) => !replayed)) await nudge();
    // A member of a group that failed says so only of itself: the one that is not `group-refused` says why.
    const refusal = verdicts
      .map(({ outcome }) => outcome)
      .find((outcome) => !isSuccess(outcome) && outcome !== 'group-refused');
    if (refusal !== undefined && !isSuccess(refusal)) throw problemOf(refusal);
    const balance = verdicts.at(-1)?.[operations.length > 1 ? 'debitBalance' : 'creditBalance'] ?? null;
    const replayed = verdicts.every((verdict) => verdict.replayed);
    return {
      status: 201,
      headers: replayed ? { 'idempotency-replayed': 'true' } : {},
      body: {
        id: publicId(operationId(operations[0])),
        status: 'posted',
        customer,
        amount: wanted,
        fee: { minor: fee.minor.toString(), currency: fee.currency },
        balance: balance === null ? null : { minor: balance.toString(), currency: amount.currency },
      },
    };
  });

type CashIn = {
  readonly vendorId: string;
  readonly reference: string;
  readonly customer: string;
  readonly amount: Money;
  readonly fee: Money;
  readonly source: string;
  readonly fees: string;
};

function operationsOf({
  vendorId,
  reference,
  customer,
  amount,
  fee,
  source,
  fees,
}: CashIn): [Operation, ...Operation[]] {
  const wallet = walletOf(customer, amount.currency);
  const key = requestKey('cash-in', vendorId, reference);
  const shared = { op: 'post' as const, reference: `${vendorId}:${reference}` };
  if (fee.minor === 0n) return [{ ...shared, ...key, kind: 'cash-in', debit: source, credit: wallet, amount }];
  const group = key.key;
  return [
    { ...shared, ...key, group, kind: 'cash-in', debit: source, credit: wallet, amount },
    {
      ...shared,
      ...requestKey('cash-in', vendorId, reference, 'fee'),
      group,
      kind: 'fee',
      debit: wallet,
      credit: fees,
      amount: fee,
    },
  ];
}

const wrong = (pointer: string, detail: string): Problem =>
  new Problem('invalid-request', 'See errors for each field that is wrong.', [{ in: 'body', pointer, detail }]);

function demandWithin(limit: Limit | undefined): void {
  if (limit === 'wrong-currency') throw wrong('/amount/currency', 'must be the currency of the vendor');
  if (limit === 'below-minimum') throw new Problem('limit-exceeded', 'The vendor takes no sum so small.');
  if (limit === 'above-maximum') throw new Problem('limit-exceeded', 'The vendor takes no sum so large.');
}
