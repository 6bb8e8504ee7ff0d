import fc from 'fast-check';
import { domainEvents } from '../../../../lambdas/contracts/catalogue.ts';
import type { SmsReceived } from '../../../../lambdas/contracts/devices.ts';
import type { ApplyBankFacts } from '../../../../lambdas/devices/adapters/bank-facts.ts';
import { type BankFact, toFact } from '../../../../lambdas/devices/domain/insights/fact.ts';
import { ofBankFact } from '../../../../lambdas/devices/domain/rules/occurrences.ts';
import { raise } from '../../../../lambdas/devices/domain/rules/rule.ts';
import { makeSmsInsights, type SmsInsightsDeps } from '../../../../lambdas/devices/sms-insights/handler.ts';
import type { Parked } from '../../../../lambdas/shared/park.ts';
import { PoisonRecord } from '../../../../lambdas/shared/poison-record.ts';
import { Crash, crashingAt } from '../../../support/crashing.ts';
import { deliveriesOf } from '../../../support/deliveries.ts';
import { anAppsSnapshot, anSms, anSmsReceived } from '../../../support/events.ts';
import { countingMeter, silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { kinesisOf } from '../../../support/kinesis.ts';
import { outboxInMemory } from '../../../support/outbox.ts';
import { landedRules } from '../../../support/rules.ts';

const rules = landedRules('bank-fact');

const inert: SmsInsightsDeps = {
  apply: unexpected('apply'),
  loadRules: unexpected('loadRules'),
  flushOutbox: unexpected('flushOutbox'),
  park: unexpected('park'),
  log: silentLog,
  meter: silentMeter,
};

/** Facts and events in memory, taken in together or not at all. */
function bankFactsInMemory() {
  const facts = new Map<string, BankFact>();
  const outbox = outboxInMemory();
  const steps = {
    ...outbox.steps,
    loadRules: async () => rules,
    apply: (async (taken, events) => {
      const before = facts.size;
      for (const fact of taken) facts.set(`${fact.customer_id} ${fact.sms_key}`, fact);
      outbox.state(events);
      const waiting = outbox.waiting().some(({ subject }) => taken.some(({ customer_id }) => customer_id === subject));
      return { added: facts.size - before, waiting };
    }) satisfies ApplyBankFacts,
  };
  /** A consumer over these stores whose worker may die around any call. */
  const consumer = (worker: typeof steps = steps, overrides: Partial<SmsInsightsDeps> = {}) =>
    makeSmsInsights({
      ...inert,
      apply: worker.apply,
      loadRules: worker.loadRules,
      flushOutbox: outbox.flush(worker),
      ...overrides,
    });
  return { facts, outbox, steps, consumer };
}

const texts = {
  salary: 'Salary of Rs.85,000.00 credited to A/c XX7013. Info: NEFT-N12345-INFOSYS LTD. Avl Bal Rs 90,000',
  bounce: 'Your NACH mandate of Rs 3499 towards BAJAJ FINANCE was returned due to insufficient funds in A/c XX7013',
  upi: 'Rs.1,250.00 debited from A/c XX7013 on 21-11-26 to VPA freshmart@upi UPI Ref 632512345678',
  promo: 'Get a personal loan of Rs 5,00,000 at 10.5%! Apply now',
};

/** A message of `minute`, always with the same key. */
const smsAt = (minute: number, message: string) => {
  const receivedAt = new Date(Date.UTC(2026, 10, 1, 4, minute)).toISOString();
  return anSms({
    key: `${receivedAt}#${String(minute).padStart(16, '0')}`,
    sender: 'VM-HDFCBK-S',
    message,
    receivedAt,
  });
};

describe('sms-insights', () => {
  it('keeps what messages say and states what rules raise', async () => {
    const { facts, outbox, consumer } = bankFactsInMemory();
    const meter = countingMeter();
    const messages = [texts.salary, texts.bounce, texts.upi, texts.promo].map((text, at) => smsAt(at, text));
    await consumer(undefined, { meter })(kinesisOf([anSmsReceived(messages), anAppsSnapshot()]));

    expect([...facts.values()].map(({ kind, class: notice }) => kind ?? notice)).toEqual(['salary', 'failed', 'upi']);
    expect(outbox.published.map(({ type, subject }) => [type, subject])).toEqual([
      ['sangam.devices.salary-credited.v1', 'asha'],
      ['sangam.devices.emi-bounced.v1', 'asha'],
    ]);
    expect(meter.counts).toMatchObject({ MessagesParsed: 4, FactsAdded: 3, EventsStated: 2 });
  });

  it('asks no store when messages say nothing of money', async () => {
    const batch = kinesisOf([anSmsReceived([smsAt(0, texts.promo)]), anAppsSnapshot()]);
    expect(await makeSmsInsights(inert)(batch)).toEqual({ batchItemFailures: [] });
  });

  it('states nothing when no rule holds', async () => {
    const { consumer } = bankFactsInMemory();
    await consumer(undefined, { flushOutbox: inert.flushOutbox })(kinesisOf([anSmsReceived([smsAt(0, texts.upi)])]));
  });

  it('publishes what a worker that died left behind, although nothing is new', async () => {
    const { outbox, steps, consumer } = bankFactsInMemory();
    const batch = kinesisOf([anSmsReceived([smsAt(0, texts.salary)])]);
    const dying = { ...steps, publish: unexpected('publish') };
    await expect(consumer(dying)(batch)).rejects.toThrow();
    await consumer()(batch);
    expect(outbox.published.map(({ type }) => type)).toEqual(['sangam.devices.salary-credited.v1']);
  });

  it('takes in a message once that comes in two events of a batch, and apart for two customers', async () => {
    const taken: BankFact[] = [];
    const apply: ApplyBankFacts = async (facts) => ({ added: taken.push(...facts), waiting: false });
    const sms = smsAt(0, texts.upi);
    const events = [anSmsReceived([sms]), anSmsReceived([sms]), anSmsReceived([sms], 'ravi')];
    await makeSmsInsights({ ...inert, apply, loadRules: async () => rules })(kinesisOf(events));
    expect(taken.map(({ customer_id }) => customer_id)).toEqual(['asha', 'ravi']);
  });

  it('parts a large batch into calls that the database takes', async () => {
    const sizes: number[] = [];
    const apply: ApplyBankFacts = async (facts) => ({ added: sizes.push(facts.length), waiting: false });
    const events = Array.from({ length: 9 }, (_, event) =>
      anSmsReceived(Array.from({ length: 500 }, (__, at) => smsAt(event * 500 + at, texts.upi))),
    );
    await makeSmsInsights({ ...inert, apply, loadRules: async () => rules })(kinesisOf(events));
    expect(sizes).toEqual([2000, 2000, 500]);
  });

  it('parks the one event that the database can never take, and keeps the others', async () => {
    const { facts, steps, consumer } = bankFactsInMemory();
    const parked: Parked[] = [];
    const apply: ApplyBankFacts = async (taken, events) => {
      if (taken.some(({ customer_id }) => customer_id === 'odd')) throw new PoisonRecord('SQLState 23514');
      return steps.apply(taken, events);
    };
    const events = ['asha', 'odd', 'ravi', 'meena'].map((id) => anSmsReceived([smsAt(0, texts.salary)], id));
    const park = async (record: Parked) => void parked.push(record);
    await consumer({ ...steps, apply }, { park })(kinesisOf(events));
    expect(parked).toMatchObject([{ sequenceNumber: '2', cause: 'SQLState 23514' }]);
    expect([...facts.values()].map(({ customer_id }) => customer_id)).toEqual(['asha', 'ravi', 'meena']);
  });

  it('throws when rules cannot be read, before anything is kept without them', async () => {
    const loadRules = async () => {
      throw new Error('database away');
    };
    const batch = kinesisOf([anSmsReceived([smsAt(0, texts.salary)])]);
    await expect(makeSmsInsights({ ...inert, loadRules })(batch)).rejects.toThrow('database away');
  });

  it('ends in the same facts and events wherever it dies, and however often it is told', async () => {
    const message = fc.record({ minute: fc.nat(5), text: fc.constantFrom(...Object.values(texts)) });
    const event = fc.record({
      customer: fc.constantFrom('asha', 'ravi'),
      messages: fc.array(message, { minLength: 1, maxLength: 3 }),
    });
    const scenario = fc
      .array(event, { minLength: 1, maxLength: 8 })
      .chain((events) => fc.tuple(fc.constant(events), deliveriesOf(events.length)));

    await fc.assert(
      fc.asyncProperty(scenario, async ([drafts, deliveries]) => {
        // A message has one text: its key is made of it.
        const textOf = new Map<string, string>();
        const events = drafts.map(({ customer, messages }): SmsReceived => {
          const told = messages.map(({ minute, text }) => {
            const known = textOf.get(`${customer} ${minute}`) ?? text;
            textOf.set(`${customer} ${minute}`, known);
            return smsAt(minute, known);
          });
          return anSmsReceived(told, customer);
        });
        const { facts, outbox, steps, consumer } = bankFactsInMemory();
        for (const { from, to, crash } of deliveries) {
          const worker = crash === undefined ? steps : crashingAt(steps, crash.at, crash.when);
          await consumer(worker)(kinesisOf(events.slice(from, to), { firstSequence: from + 1 })).catch(
            (error: unknown) => {
              if (!(error instanceof Crash)) throw error;
            },
          );
        }

        const expected = events.flatMap(({ subject, data }) =>
          data.messages.flatMap((sms) => toFact(subject, sms) ?? []),
        );
        const keyOf = ({ customer_id, sms_key }: BankFact) => `${customer_id} ${sms_key}`;
        expect([...facts.keys()].toSorted()).toEqual([...new Set(expected.map(keyOf))].toSorted());
        const raised = expected.flatMap((fact) => raise(rules, ofBankFact(fact)));
        const ids = new Set(raised.filter(({ when }) => when === undefined).map(({ id }) => id));
        expect(new Set(outbox.published.map(({ id }) => id))).toEqual(ids);
        expect(outbox.waiting()).toEqual([]);
        for (const published of outbox.published)
          expect(domainEvents[published.type as keyof typeof domainEvents].parse(published)).toEqual(published);
      }),
      { numRuns: 300 },
    );
  });
});
