import { datesFrom, instantOf } from './calendar.ts';
import {
  type Customer,
  customerDay,
  eventsOf,
  expectedInsights,
  indiaDateOf,
  makePopulation,
  type PopulationSms,
  populationEvents,
  rupees,
  type TransactionTruth,
  timeOf,
} from './index.ts';

const options = { seed: 'tests', customers: 40, from: '2026-10-01', days: 61 };
const customers = makePopulation(options);
const events = populationEvents(customers);
const messages = new Map(
  customers.map((customer) => [customer, eventsOf(customer).filter((event) => event.type === 'sms')]),
);
const smsOf = (customer: Customer): readonly PopulationSms[] => messages.get(customer) ?? [];
const moved = (sms: PopulationSms): TransactionTruth[] => (sms.truth.isTransaction ? [sms.truth] : []);

describe('the population', () => {
  it('is the same for the same seed and another for another', () => {
    expect(populationEvents(makePopulation(options))).toEqual(events);
    expect(makePopulation({ ...options, seed: 'others' })).not.toEqual(customers);
  });

  it('keeps its first customers when more join', () => {
    expect(makePopulation({ ...options, customers: 41 }).slice(0, 40)).toEqual(customers);
  });

  it('gives every customer and every message an id of its own', () => {
    const ids = [...customers.map(({ id }) => id), ...customers.flatMap(smsOf).map(({ id }) => id)];
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toEqual([]);
  });

  it('tells each customer’s messages in the order of the clock, no two in one second', () => {
    for (const customer of customers) {
      const times = smsOf(customer).map(({ receivedAt }) => receivedAt);
      expect(times.length).toBeGreaterThan(60);
      expect([...new Set(times)].toSorted()).toEqual(times);
    }
  });

  it('starts on the first day in India and ends on the last', () => {
    const days = new Set(events.map((event) => indiaDateOf(timeOf(event))));
    expect([...days].toSorted()).toEqual(datesFrom('2026-10-01', 61));
    expect(instantOf('2026-10-01', 0)).toBe('2026-09-30T18:30:00.000Z');
  });

  it('tells one day as it tells it within the whole', () => {
    const [customer] = customers;
    const whole = customer === undefined ? [] : eventsOf(customer);
    const day = customer === undefined ? [] : customerDay(customer, '2026-10-05');
    expect(day.length).toBeGreaterThan(0);
    expect(whole.filter((event) => indiaDateOf(timeOf(event)) === '2026-10-05')).toEqual(day);
  });

  it('states every balance as the movements before it leave it, and never below zero', () => {
    let stated = 0;
    for (const customer of customers) {
      const balances = new Map(customer.accounts.map(({ tail, openingMinor }) => [tail, openingMinor]));
      for (const truth of smsOf(customer).flatMap(moved)) {
        if (truth.ledger === 'card') continue;
        const change = truth.direction === 'credit' ? truth.amountMinor : -truth.amountMinor;
        const balance = (balances.get(truth.account) ?? 0n) + change;
        balances.set(truth.account, balance);
        expect(balance >= 0n).toBe(true);
        if (truth.balanceMinor === null) continue;
        expect(truth.balanceMinor).toBe(balance);
        stated++;
      }
    }
    expect(stated).toBeGreaterThan(500);
  });

  it('states a card’s limit as its purchases and payments leave it', () => {
    for (const customer of customers) {
      const limits = new Map(customer.cards.map(({ tail, limitMinor }) => [tail, limitMinor]));
      for (const truth of smsOf(customer).flatMap(moved)) {
        if (truth.ledger === 'account') continue;
        const change = truth.direction === 'credit' ? truth.amountMinor : -truth.amountMinor;
        limits.set(truth.account, (limits.get(truth.account) ?? 0n) + change);
        expect(truth.limitMinor).toBe(limits.get(truth.account));
      }
    }
  });

  it('says in each message what its truth claims', () => {
    const silent = customers.flatMap(smsOf).filter((sms) => {
      const text = sms.message.replaceAll(',', '');
      return moved(sms).some(({ amountMinor, balanceMinor, limitMinor, account, merchant, reference }) => {
        const sums = [amountMinor, balanceMinor, limitMinor].filter((minor) => minor !== null);
        const words = [account, merchant, reference].filter((word) => word !== null);
        const said = [...sums.map((minor) => rupees(minor).replaceAll(',', '')), ...words];
        return said.some((part) => !text.includes(part));
      });
    });
    expect(silent).toEqual([]);
  });

  it('has all that the rest of the system must tell apart', () => {
    const truths = customers.flatMap(smsOf).map(({ truth }) => truth);
    const kinds = truths.map((truth) =>
      truth.isTransaction ? truth.kind : 'dropped' in truth ? truth.dropped : truth.bounce ? 'bounce' : truth.class,
    );
    const money = ['upi', 'card', 'atm', 'salary', 'emi', 'mandate', 'fee', 'bounce'];
    // A mandate is both: money that it moved, and the notice of the day before.
    const noMoney = ['otp', 'personal', 'promo', 'due', 'failed', 'request', 'statement', 'service', 'ack'];
    expect([...new Set(kinds)].toSorted()).toEqual([...money, ...noMoney].toSorted());
  });

  it('makes ten thousand messages of two hundred customers', () => {
    const many = populationEvents(makePopulation({ ...options, customers: 200, days: 22 }));
    expect(many.filter((event) => event.type === 'sms').length).toBeGreaterThan(10_000);
  });
});

describe('what the system must find in it', () => {
  const expected = expectedInsights(events);

  it('does not depend on the order in which events are handed over', () => {
    expect(expectedInsights(events.toReversed())).toEqual(expected);
  });

  it('finds each salary once a month, on its day in India', () => {
    for (const { id, salaryDay, salaryMinor, employer, accounts } of customers) {
      const account = accounts[0].tail;
      expect(expected.customers.get(id)?.salaries).toEqual(
        ['2026-10', '2026-11'].map((month) => ({
          date: `${month}-${String(salaryDay).padStart(2, '0')}`,
          day: salaryDay,
          amountMinor: salaryMinor,
          employer,
          account,
        })),
      );
    }
  });

  it('collects or bounces every EMI once a month', () => {
    for (const { id, emis } of customers) {
      const months = [...(expected.customers.get(id)?.months.values() ?? [])];
      expect(months.map((month) => month.emis + month.bounces)).toEqual([emis.length, emis.length]);
    }
  });

  it('adds by month in India, takes cards apart, and keeps the least and the last balance of a day', () => {
    const money = { isTransaction: true, currency: 'INR', limitMinor: null, merchant: null, reference: null } as const;
    const paid = { ...money, ledger: 'account', kind: 'upi', direction: 'debit', account: '1111' } as const;
    const sms = (receivedAt: string, truth: PopulationSms['truth']): PopulationSms => {
      return { type: 'sms', customerId: 'c', id: receivedAt, sender: 'S', message: 'm', receivedAt, truth };
    };
    const { customers: found } = expectedInsights([
      sms('2026-10-31T18:29:59.000Z', { ...paid, amountMinor: 500n, balanceMinor: 1_500n }),
      sms('2026-10-31T18:30:00.000Z', { ...paid, amountMinor: 700n, balanceMinor: 800n }),
      sms('2026-11-01T06:00:00.000Z', { ...paid, direction: 'credit', amountMinor: 4_000n, balanceMinor: 4_800n }),
      sms('2026-11-01T07:00:00.000Z', { ...paid, kind: 'emi', amountMinor: 300n, balanceMinor: null }),
      sms('2026-11-01T08:00:00.000Z', { ...paid, ledger: 'card', kind: 'card', amountMinor: 9n, balanceMinor: null }),
      sms('2026-11-01T09:00:00.000Z', { isTransaction: false, class: 'failed', bounce: true }),
      sms('2026-11-01T10:00:00.000Z', { isTransaction: false, dropped: 'otp' }),
    ]);

    const none = { inflowMinor: 0n, credits: 0, cardSpendMinor: 0n, cardSpends: 0, emiMinor: 0n, emis: 0, bounces: 0 };
    expect(found.get('c')).toMatchObject({
      messages: { sent: 7, kept: 6, otp: 1, personal: 0, transactions: 5 },
      months: new Map([
        ['2026-10', { ...none, outflowMinor: 500n, debits: 1 }],
        [
          '2026-11',
          {
            ...{ inflowMinor: 4_000n, credits: 1, outflowMinor: 1_000n, debits: 2 },
            ...{ cardSpendMinor: 9n, cardSpends: 1, emiMinor: 300n, emis: 1, bounces: 1 },
          },
        ],
      ]),
      balances: new Map([
        ['1111/2026-10-31', { minMinor: 1_500n, endMinor: 1_500n }],
        ['1111/2026-11-01', { minMinor: 800n, endMinor: 4_800n }],
      ]),
    });
  });

  it('counts every message as kept or dropped', () => {
    for (const { messages } of expected.customers.values()) {
      expect(messages.kept + messages.otp + messages.personal).toBe(messages.sent);
    }
  });

  it('counts in the pool who has an app now, and nobody for what came with the phone', () => {
    const having = (name: string) =>
      [...expected.customers.values()].filter(({ apps }) => apps.packages.includes(name)).length;
    expect(expected.pool.apps.get('com.whatsapp')).toBe(40);
    expect(expected.pool.apps.get('com.kreditbee.android')).toBe(having('com.kreditbee.android'));
    expect(expected.pool.apps.has('com.android.chrome')).toBe(false);
    expect(expected.pool.categories.get('communication')).toBe(40);
  });

  it('has customers who bounce, install and remove', () => {
    const all = [...expected.customers.values()];
    const bounces = all.flatMap(({ months }) => [...months.values()]).reduce((sum, month) => sum + month.bounces, 0);
    expect(bounces).toBeGreaterThan(0);
    expect(all.some(({ apps }) => apps.installs > 0)).toBe(true);
    expect(all.some(({ apps }) => apps.removals > 0)).toBe(true);
  });
});

describe('rupees', () => {
  it.each([
    [5n, '0.05'],
    [16_500n, '165.00'],
    [123_456n, '1,234.56'],
    [10_560_000n, '1,05,600.00'],
    [123_456_789_00n, '12,34,56,789.00'],
  ])('%s are written %s', (minor, written) => {
    expect(rupees(minor)).toBe(written);
  });
});
