import { type OperationsRequested, operationsRequested } from '../../../../lambdas/contracts/payments.ts';
import { type CashInsDeps, makeCashIns } from '../../../../lambdas/payments/cash-ins/handler.ts';
import { type Operation, operationId } from '../../../../lambdas/payments/domain/operation.ts';
import type { Vendor } from '../../../../lambdas/payments/domain/vendor.ts';
import type { Outcome } from '../../../../lambdas/payments/domain/verdict.ts';
import type { Publish } from '../../../../lambdas/shared/publish.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf } from '../../../support/http.ts';
import { aKnownTransfer, anAccountOf, aVendor, aVerdict } from '../../../support/payments.ts';

const inert: CashInsDeps = {
  ledger: {
    post: unexpected('post'),
    account: unexpected('account'),
    systemAccount: async (purpose, currency) => `system:${purpose}:${currency}`,
  },
  vendorNamed: async (id) => aVendor({ id }),
  readTransfer: async () => undefined,
  nudge: async () => undefined,
  lanes: { standard: unexpected('standard'), bulk: unexpected('bulk') },
  now: () => new Date('2026-11-21T06:30:00.000Z'),
  log: silentLog,
  meter: silentMeter,
};
const amount = { minor: '500000', currency: 'INR' };
const cashIn = (changes: object = {}) =>
  httpEvent({
    route: 'POST /v1/cash-ins',
    body: { vendor: 'upi-gateway', reference: 'UPI632514789012', customer: 'asha', amount, ...changes },
    subject: 'php-server',
    scope: 'payments/write',
  });

/** A handler over a ledger that answers the operations with these outcomes, and what it was asked. */
function answering(outcomes: readonly Outcome[], deps: Partial<CashInsDeps> = {}) {
  const posted: Operation[] = [];
  const ledger: CashInsDeps['ledger'] = {
    ...inert.ledger,
    post: async (operations) => {
      posted.push(...operations);
      return operations.map((operation, at) => aVerdict(operation, { outcome: outcomes[at] ?? 'posted' }));
    },
  };
  return { handler: makeCashIns({ ...inert, ...deps, ledger }), posted };
}

it('credits what a vendor took, once for each of its references', async () => {
  const { handler, posted } = answering(['posted']);
  const answer = await handler(cashIn());
  await handler(cashIn());
  await handler(cashIn({ vendor: 'card-gateway' }));
  expect([answer.statusCode, jsonOf(answer)]).toEqual([
    201,
    expect.objectContaining({
      status: 'posted',
      fee: { minor: '0', currency: 'INR' },
      balance: { minor: '125000', currency: 'INR' },
    }),
  ]);
  expect(posted[0]).toMatchObject({ debit: 'system:cash-in:INR', credit: 'asha:INR', amount: { minor: 500_000n } });
  const keys = posted.map(({ key }) => key);
  expect([keys[1] === keys[0], keys[2] === keys[0]]).toEqual([true, false]);
});

it('takes the fee of the vendor in the same step', async () => {
  const vendorNamed = async (id: string): Promise<Vendor> => aVendor({ id, feeMinor: 200n, feeBasisPoints: 150 });
  const { handler, posted } = answering(['posted', 'posted'], { vendorNamed });
  const answer = await handler(cashIn());
  expect(jsonOf(answer)).toMatchObject({ fee: { minor: '7700' }, balance: { minor: '375000' } });
  expect(posted).toMatchObject([
    { kind: 'cash-in', credit: 'asha:INR', amount: { minor: 500_000n } },
    { kind: 'fee', debit: 'asha:INR', credit: 'system:fees:INR', amount: { minor: 7700n } },
  ]);
  expect(posted[0]?.group).toBe(posted[1]?.group);
  expect(posted[0]?.group).toBeDefined();
});

it('says why a group was refused by the member that was', async () => {
  const vendorNamed = async (id: string): Promise<Vendor> => aVendor({ id, feeMinor: 200n });
  const { handler } = answering(['unknown-account', 'group-refused'], { vendorNamed });
  expect(problemOf(await handler(cashIn())).type).toBe('/docs#problem-unknown-account');
});

const refused: readonly (readonly [string, object, Partial<CashInsDeps>, number])[] = [
  ['a vendor that nobody knows', {}, { vendorNamed: async () => undefined }, 400],
  ['another currency', { amount: { minor: '500', currency: 'USD' } }, {}, 400],
  ['too small a sum', { amount: { minor: '99', currency: 'INR' } }, {}, 422],
  ['too large a sum', { amount: { minor: '10000001', currency: 'INR' } }, {}, 422],
  [
    'less than the fee',
    { amount: { minor: '200', currency: 'INR' } },
    { vendorNamed: async () => aVendor({ feeMinor: 200n }) },
    422,
  ],
];

it.each(refused)('refuses %s and asks the ledger nothing', async (_, changes, deps, status) => {
  expect((await makeCashIns({ ...inert, ...deps })(cashIn(changes))).statusCode).toBe(status);
});

describe('a cash-in through a vendor of a slower class', () => {
  /** What came on each lane, of a vendor of the class. */
  function slow(lane: Vendor['lane'], changes: Partial<CashInsDeps> = {}) {
    const sent: [string, OperationsRequested][] = [];
    const onto =
      (name: string): Publish =>
      async (commands) =>
        void sent.push(
          ...commands.map((each): [string, OperationsRequested] => [name, operationsRequested.parse(each)]),
        );
    const ledger = { ...inert.ledger, account: async (id: string) => anAccountOf(id) };
    const lanes = { standard: onto('standard'), bulk: onto('bulk') };
    const vendorNamed = async (id: string) => aVendor({ id, lane, feeMinor: 500n });
    return { handler: makeCashIns({ ...inert, ledger, lanes, vendorNamed, ...changes }), sent };
  }

  it.each(['standard', 'bulk'] as const)('is credited with its fee on the lane %s', async (lane) => {
    const { handler, sent } = slow(lane);
    const answer = await handler(cashIn());
    expect([answer.statusCode, jsonOf(answer)]).toEqual([
      202,
      expect.objectContaining({ status: 'accepted', fee: { minor: '500', currency: 'INR' }, balance: null }),
    ]);
    expect(sent).toMatchObject([
      [lane, { subject: 'asha', data: { operations: [{ kind: 'cash-in', credit: 'asha:INR' }, { kind: 'fee' }] } }],
    ]);
    const [first, fee] = sent[0]?.[1].data.operations ?? [];
    expect([first?.group, fee?.group]).toEqual([first?.key, first?.key]);
  });

  it('is refused at once for a wallet that is not there', async () => {
    const ledger = { ...inert.ledger, account: async () => undefined };
    const { handler, sent } = slow('standard', { ledger });
    expect([problemOf(await handler(cashIn())).type, sent]).toEqual(['/docs#problem-unknown-account', []]);
  });

  it('is answered with what became of it once the ledger knows it', async () => {
    const { handler, posted } = answering(['posted', 'posted'], {
      vendorNamed: async (id) => aVendor({ id, lane: 'standard' }),
      readTransfer: async (id) => aKnownTransfer({ id }),
    });
    expect([(await handler(cashIn())).statusCode, posted.length]).toEqual([201, 1]);
  });
});

describe('a cash-in that comes again after its vendor was changed', () => {
  const taking =
    (feeMinor: bigint, changes: Partial<Vendor> = {}): CashInsDeps['vendorNamed'] =>
    async (id) =>
      aVendor({ id, feeMinor, ...changes });
  const textOf = (operation: Operation): string =>
    JSON.stringify(operation, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));

  /** Two handlers over one ledger that keeps what it was asked: of the vendor as it was, and as it is by then. */
  function over(vendorThen: CashInsDeps['vendorNamed'], vendorNow: CashInsDeps['vendorNamed']) {
    const kept = new Map<string, Operation>();
    const ledger: CashInsDeps['ledger'] = {
      ...inert.ledger,
      post: async (operations) => {
        const known = operations.map((each) => kept.get(operationId(each)));
        const isOther = known.some((each, at) => each !== undefined && textOf(each) !== textOf(operations[at] ?? each));
        return operations.map((operation, at) => {
          if (!isOther) kept.set(operationId(operation), operation);
          const outcome = !isOther ? 'posted' : known[at] === undefined ? 'group-invalid' : 'idempotency-key-reused';
          return aVerdict(operation, { outcome, replayed: !isOther && known[at] !== undefined });
        });
      },
    };
    const readTransfer: CashInsDeps['readTransfer'] = async (id) => {
      const operation = kept.get(id);
      return operation?.op === 'post' ? aKnownTransfer({ id, amount: operation.amount.minor }) : undefined;
    };
    const handlerOf = (vendorNamed: CashInsDeps['vendorNamed']) =>
      makeCashIns({ ...inert, ledger, readTransfer, vendorNamed });
    return { first: handlerOf(vendorThen), later: handlerOf(vendorNow) };
  }

  const changes: readonly (readonly [string, bigint, CashInsDeps['vendorNamed']])[] = [
    ['takes another fee', 200n, taking(300n)],
    ['takes a fee by now', 0n, taking(300n)],
    ['takes none any more', 200n, taking(0n)],
    ['takes no such sum any more', 200n, taking(200n, { maxMinor: 1_000n })],
    ['is disabled', 200n, async () => undefined],
  ];
  it.each(changes)('is answered as at first, of one that %s', async (_, fee, vendorNow) => {
    const { first, later } = over(taking(fee), vendorNow);
    const before = await first(cashIn());
    const again = await later(cashIn());
    expect(before.statusCode).toBe(201);
    expect([again.headers?.['idempotency-replayed'], jsonOf(again)]).toEqual(['true', jsonOf(before)]);
  });

  it('is refused when its sum is another one', async () => {
    const { first, later } = over(taking(200n), taking(300n));
    await first(cashIn());
    expect((await later(cashIn({ amount: { minor: '400000', currency: 'INR' } }))).statusCode).toBe(409);
  });
});
