import { domainEvents } from '../../../../../lambdas/contracts/catalogue.ts';
import { emiBounced, loanAppInstalled, salaryCredited } from '../../../../../lambdas/contracts/devices.ts';
import { smsKey } from '../../../../../lambdas/devices/domain/collect/sms.ts';
import { type BankFact, toFact } from '../../../../../lambdas/devices/domain/insights/fact.ts';
import { ofAppChange, ofBankFact } from '../../../../../lambdas/devices/domain/rules/occurrences.ts';
import { parseRules, type RaisedEvent, raise } from '../../../../../lambdas/devices/domain/rules/rule.ts';
import { labelledMessages } from '../../../../support/bank-sms-cases.ts';
import { anSms } from '../../../../support/events.ts';
import { landedRules } from '../../../../support/rules.ts';

function factOf(message: string, receivedAt = '2026-11-01T04:30:00.000Z'): BankFact {
  const key = smsKey(receivedAt, 'VM-HDFCBK-S', message);
  const fact = toFact('asha', anSms({ key, sender: 'VM-HDFCBK-S', message, receivedAt }));
  if (fact === undefined) throw new Error(`says nothing: ${message}`);
  return fact;
}

const ofOneFact = ({ when }: RaisedEvent): boolean => when === undefined;
const raisedBy = (fact: BankFact) => raise(landedRules('bank-fact'), ofBankFact(fact)).filter(ofOneFact);
const anApp = { customer_id: 'asha', at: '2026-11-02T00:00:00.000Z', package: 'com.kreditbee' } as const;
const raisedByApp = (change: 'installed' | 'removed', category: string) =>
  raise(landedRules('app-change'), ofAppChange({ ...anApp, change, category })).filter(ofOneFact);

const salary = 'Salary of Rs.85,000.00 credited to A/c XX7013. Info: NEFT-N12345-INFOSYS LTD. Avl Bal Rs 90,000';

describe('the rules that landed', () => {
  it('raise an event when a salary comes', () => {
    expect(raisedBy(factOf(salary)).map((event) => salaryCredited.parse(event))).toMatchObject([
      {
        subject: 'asha',
        time: '2026-11-01T04:30:00.000Z',
        data: { ruleId: 'salary-credited', ruleVersion: 1, amountMinor: '8500000', currency: 'INR', account: '7013' },
      },
    ]);
  });

  it('raise one when an instalment bounces, and none for the charge that follows', () => {
    const notice =
      'Your NACH mandate of Rs 3499 towards BAJAJ FINANCE was returned due to insufficient funds in A/c XX7013';
    expect(raisedBy(factOf(notice)).map((event) => emiBounced.parse(event))).toMatchObject([
      { type: 'sangam.devices.emi-bounced.v1', data: { amountMinor: '349900', account: '7013' } },
    ]);
    expect(raisedBy(factOf('Charges of Rs 590 debited from A/c XX7013 towards NACH return'))).toEqual([]);
  });

  it('raise one when a lender’s app comes, not when it goes and for no other app', () => {
    for (const category of ['lender', 'bnpl'])
      expect(raisedByApp('installed', category).map((event) => loanAppInstalled.parse(event))).toMatchObject([
        { subject: 'asha', data: { package: 'com.kreditbee', category } },
      ]);
    expect([...raisedByApp('removed', 'lender'), ...raisedByApp('installed', 'game')]).toEqual([]);
  });

  it('raise events as the catalogue has them for every labelled message, or nothing', () => {
    const facts = labelledMessages().flatMap(
      (each) => toFact('asha', anSms({ ...each, sender: each.sender ?? '' })) ?? [],
    );
    const events = facts.flatMap((fact) => raise(landedRules('bank-fact'), ofBankFact(fact)));
    expect(events.filter(ofOneFact).length).toBeGreaterThan(10);
    expect(new Set(events.map(({ type }) => type))).toContain('sangam.devices.wallet-outflow-high.v1');
    for (const { when: _, ...event } of events)
      expect(domainEvents[event.type as keyof typeof domainEvents].parse(event)).toEqual(event);
  });

  it('raise nothing for what is bought', () => {
    expect(raisedBy(factOf('Rs.1,250.00 debited from A/c XX7013 on 21-11-26 to VPA freshmart@upi'))).toEqual([]);
  });
});

describe('an event', () => {
  const idsOf = (facts: readonly BankFact[]) => new Set(facts.flatMap(raisedBy).map(({ id }) => id));

  it('has one id however often its fact is looked at, and whatever version of the rule looks', () => {
    const fact = factOf(salary);
    const next = landedRules('bank-fact').map((rule) => ({ ...rule, version: 2 }));
    const again = raise(next, ofBankFact(fact));
    expect(new Set([...idsOf([fact, fact]), ...again.map(({ id }) => id)]).size).toBe(1);
    expect(again).toMatchObject([{ data: { ruleVersion: 2 } }]);
  });

  it('is one for two notices of one movement', () => {
    const second = 'Rs.85,000.00 credited to A/c XX7013 as salary by INFOSYS LTD. Ref No N12345';
    expect(factOf(second).movement).toBe(factOf(salary).movement);
    expect(idsOf([factOf(salary), factOf(second, '2026-11-01T04:31:00.000Z')]).size).toBe(1);
  });

  it('is another one next month, although the reference is the same', () => {
    expect(idsOf([factOf(salary), factOf(salary, '2026-12-01T04:30:00.000Z')]).size).toBe(2);
  });

  it('is another one for another customer', () => {
    expect(idsOf([factOf(salary), { ...factOf(salary), customer_id: 'ravi' }]).size).toBe(2);
  });
});

describe('a rule that is not understood', () => {
  const row = {
    rule_id: 'salary-credited',
    version: 1,
    condition: '{"field": "kind", "is": "salary"}',
    event_type: 'sangam.devices.salary-credited.v1',
  };

  it.each([
    ['its condition is no JSON', { condition: '{' }],
    ['its condition is unknown', { condition: '{"field": "kind", "like": "sal%"}' }],
    ['its event is in no catalogue', { event_type: 'sangam.devices.salary-credited.v2' }],
  ])('stops everything instead of never holding: %s', (_, overrides) => {
    expect(parseRules([row])).toHaveLength(1);
    expect(() => parseRules([row, { ...row, ...overrides }])).toThrow();
  });
});
