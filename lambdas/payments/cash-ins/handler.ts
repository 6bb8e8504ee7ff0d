import { z } from 'zod';
import { type CashInReceipt, type CashInRequest, cashInRequest } from '../../contracts/api/payments.ts';
import type { Clock } from '../../shared/clock.ts';
import { type HttpHandler, type HttpHandlerDeps, makeHttpHandler, type Reply } from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { Publish } from '../../shared/publish.ts';
import type { Ledger } from '../adapters/aurora-ledger.ts';
import type { Nudge } from '../adapters/nudge.ts';
import type { ReadTransfer } from '../adapters/transfers-reader.ts';
import type { VendorNamed } from '../adapters/vendors-table.ts';
import { commandOf } from '../domain/command.ts';
import { type Money, toWire } from '../domain/money.ts';
import { type Operation, operationId } from '../domain/operation.ts';
import { problemOf } from '../domain/refusals.ts';
import { publicId, requestKey } from '../domain/transfer-id.ts';
import { feeOf, limitBroken, type Vendor } from '../domain/vendor.ts';
import { isSuccess, outcomeOfAll, type Refusal } from '../domain/verdict.ts';
import { walletOf } from '../domain/wallet.ts';

export type CashInsDeps = HttpHandlerDeps & {
  readonly ledger: Pick<Ledger, 'post' | 'account' | 'systemAccount'>;
  readonly vendorNamed: VendorNamed;
  readonly readTransfer: ReadTransfer;
  readonly nudge: Nudge;
  /** Puts commands on the lane of a vendor that does not pay in at once. */
  readonly lanes: Readonly<Record<Exclude<Vendor['lane'], 'instant'>, Publish>>;
  readonly now: Clock;
};

const noQuery = z.strictObject({});

/**
 * Credits a wallet with what a vendor took, and takes the vendor's fee from it in the same step: in the request, or on the
 * lane that the vendor's class of service names.
 */
export function makeCashIns(given: CashInsDeps): HttpHandler {
  const { ledger, vendorNamed, readTransfer, nudge, lanes, now, ...deps } = given;

  async function operationsFor(asked: CashInRequest, fee: Money): Promise<[Operation, ...Operation[]]> {
    const amount = amountOf(asked);
    // Both accounts are made when a currency is first seen.
    const source = await ledger.systemAccount('cash-in', amount.currency);
    const fees = await ledger.systemAccount('fees', amount.currency);
    return operationsOf(asked, { amount, fee, source, fees });
  }

  /** @throws Problem when the lane could only refuse it, with nobody listening */
  async function accept(asked: CashInRequest, fee: Money, lane: Publish): Promise<Reply> {
    if ((await ledger.account(walletOf(asked.customer, asked.amount.currency))) === undefined)
      throw problemOf('unknown-account');
    await lane([commandOf(asked.customer, await operationsFor(asked, fee), now())]);
    return { status: 202, body: receiptOf(asked, fee, 'accepted', null) };
  }

  async function credit(asked: CashInRequest, fee: Money): Promise<Reply | Refusal> {
    const operations = await operationsFor(asked, fee);
    const verdicts = await ledger.post(operations);
    if (verdicts.some(({ replayed }) => !replayed)) await nudge();
    const outcome = outcomeOfAll(verdicts.map((verdict) => verdict.outcome));
    if (!isSuccess(outcome)) return outcome;
    const balance = verdicts.at(-1)?.[operations.length > 1 ? 'debitBalance' : 'creditBalance'] ?? null;
    const replayed = verdicts.every((verdict) => verdict.replayed);
    return {
      status: 201,
      headers: replayed ? { 'idempotency-replayed': 'true' } : {},
      body: receiptOf(asked, fee, 'posted', balance),
    };
  }

  /** The fee that this reference was credited with, whatever its vendor takes by now; `undefined` of a new one. */
  async function feeOfBefore({ vendor, reference, amount }: CashInRequest): Promise<Money | undefined> {
    const [known, fee] = await Promise.all(
      [keyOf(vendor, reference), feeKeyOf(vendor, reference)].map((key) => readTransfer(operationId(key))),
    );
    return known && { minor: fee?.amount ?? 0n, currency: amount.currency };
  }

  return makeHttpHandler(deps, async (request): Promise<Reply> => {
    request.query(noQuery);
    const asked = request.json(cashInRequest);
    const vendor = await vendorNamed(asked.vendor);
    const price = priceOf(vendor, amountOf(asked));
    if (vendor !== undefined && vendor.lane !== 'instant' && !(price instanceof Problem))
      if ((await feeOfBefore(asked)) === undefined) return accept(asked, price, lanes[vendor.lane]);
    const first = price instanceof Problem ? price : await credit(asked, price);
    if (typeof first !== 'string' && !(first instanceof Problem)) return first;
    const isOld = first instanceof Problem || first === 'idempotency-key-reused';
    const before = isOld ? await feeOfBefore(asked) : undefined;
    const answer = before === undefined ? first : await credit(asked, before);
    if (answer instanceof Problem) throw answer;
    if (typeof answer === 'string') throw problemOf(answer);
    return answer;
  });
}

const amountOf = ({ amount: { minor, currency } }: CashInRequest): Money => ({ minor: BigInt(minor), currency });

/** What the vendor takes for it now, or why it brings no such sum. */
function priceOf(vendor: Vendor | undefined, amount: Money): Money | Problem {
  if (vendor === undefined) return wrong('/vendor', 'must be a vendor that is enabled');
  switch (limitBroken(vendor, amount)) {
    case 'wrong-currency':
      return wrong('/amount/currency', 'must be the currency of the vendor');
    case 'below-minimum':
      return new Problem('limit-exceeded', 'The vendor takes no sum so small.');
    case 'above-maximum':
      return new Problem('limit-exceeded', 'The vendor takes no sum so large.');
    case undefined: {
      const fee = { minor: feeOf(vendor, amount), currency: amount.currency };
      return fee.minor < amount.minor ? fee : new Problem('limit-exceeded', 'The fee would take all of it.');
    }
  }
}

const keyOf = (vendor: string, reference: string) => requestKey('cash-in', vendor, reference);
const feeKeyOf = (vendor: string, reference: string) => requestKey('cash-in', vendor, reference, 'fee');

function receiptOf(
  { vendor, reference, customer, amount }: CashInRequest,
  fee: Money,
  status: CashInReceipt['status'],
  balance: bigint | null,
): CashInReceipt {
  const { currency } = amount;
  return {
    id: publicId(operationId(keyOf(vendor, reference))),
    status,
    customer,
    amount,
    fee: toWire(fee),
    balance: balance === null ? null : toWire({ minor: balance, currency }),
  };
}

type Terms = { readonly amount: Money; readonly fee: Money; readonly source: string; readonly fees: string };

function operationsOf(
  { vendor, reference, customer }: CashInRequest,
  { amount, fee, source, fees }: Terms,
): [Operation, ...Operation[]] {
  const wallet = walletOf(customer, amount.currency);
  const key = keyOf(vendor, reference);
  const shared = { op: 'post' as const, reference: `${vendor}:${reference}` };
  const credited = { ...shared, ...key, kind: 'cash-in', debit: source, credit: wallet, amount };
  if (fee.minor === 0n) return [credited];
  const group = key.key;
  return [
    { ...credited, group },
    { ...shared, ...feeKeyOf(vendor, reference), group, kind: 'fee', debit: wallet, credit: fees, amount: fee },
  ];
}

const wrong = (pointer: string, detail: string): Problem =>
  new Problem('invalid-request', 'See errors for each field that is wrong.', [{ in: 'body', pointer, detail }]);
