import { domainEvents } from '../../../../lambdas/contracts/catalogue.ts';
import { eventsOf } from '../../../../lambdas/payments/domain/fact-events.ts';
import { aFact } from '../../../support/ledger.ts';

const told = (changes: Parameters<typeof aFact>[0]) =>
  eventsOf(aFact(changes)).map(({ type, subject }) => `${type.split('.')[2]} ${subject}`);

describe('a fact of the ledger', () => {
  it('is told to each side with its own balance alone', () => {
    const [payer, payee] = eventsOf(aFact());
    expect(payer).toMatchObject({ subject: 'asha', data: { role: 'payer', counterparty: 'ravi', balance: '375000' } });
    expect(payee).toMatchObject({ subject: 'ravi', data: { role: 'payee', counterparty: 'asha', balance: '125000' } });
  });

  it.each([
    ['posted', ['transfer-posted asha', 'transfer-posted ravi']],
    ['captured', ['hold-captured asha', 'hold-captured ravi']],
    ['reversed', ['transfer-reversed asha', 'transfer-reversed ravi']],
    ['held', ['funds-held asha']],
    ['voided', ['hold-voided asha']],
    ['expired', ['hold-expired asha']],
    ['insufficient-funds', ['transfer-refused asha']],
  ] as const)('that was %s is told to whom it concerns', (outcome, expected) => {
    expect(told({ outcome })).toEqual(expected);
  });

  it('of the system with a customer is told to the customer, between accounts of the system to nobody else', () => {
    expect(told({ debit: 'system:cash-in:INR', debitOwner: null })).toEqual(['transfer-posted ravi']);
    const ownless = { debit: 'system:cash-in:INR', debitOwner: null, credit: 'system:fees:INR', creditOwner: null };
    expect(told(ownless)).toEqual(['transfer-posted system']);
    expect(told({ debitOwner: null, outcome: 'account-not-open' })).toEqual(['transfer-refused ravi']);
  });

  it('has events that the catalogue knows, with ids that stay', () => {
    const context = { deviceId: 'phone-1', place: { lat: 12.97, lon: 77.59, region: 'IN-KA' } };
    for (const outcome of ['posted', 'held', 'captured', 'voided', 'expired', 'reversed', 'overflow'] as const) {
      const fact = aFact({ outcome, hold: 'order/1', reverses: 'api/2', metadata: { context, note: 'private' } });
      const events = eventsOf(fact);
      expect(eventsOf(fact)).toEqual(events);
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
      for (const event of events) {
        const schema = domainEvents[event.type as keyof typeof domainEvents];
        expect(schema.parse(event)).toEqual(event);
        expect(event.data).toMatchObject({ hold: 'order.1', reverses: 'api.2', context });
        expect(JSON.stringify(event)).not.toContain('private');
      }
    }
  });

  it('tells nothing of a context that nobody could have sent', () => {
    for (const event of eventsOf(aFact({ metadata: { context: { deviceId: 'a b' } } })))
      expect(event.data).toMatchObject({ context: null });
  });
});
