import fc from 'fast-check';
import { smsReceived } from '../../../../../lambdas/contracts/devices.ts';
import { maxRecordBytes } from '../../../../../lambdas/contracts/event.ts';
import { collectSms } from '../../../../../lambdas/devices/domain/collect/sms.ts';
import { anyCharacter } from '../../../../support/any-character.ts';

const now = new Date('2026-11-21T06:30:00.000Z');

const aMessage = (overrides: object = {}) => ({
  sender: 'VM-HDFCBK-S',
  message: 'Rs.165.00 debited from A/c XX7013',
  receivedAt: '2026-11-21T06:00:00.000Z',
  ...overrides,
});

const messages = fc.array(
  fc.record({
    sender: fc.constantFrom('VM-HDFCBK-S', 'JD-SBIUPI', '+919812345678', null),
    message: fc.oneof(
      fc.string({ maxLength: 4096, unit: anyCharacter }),
      fc.constantFrom('Your OTP is 482913', 'Rs.5 debited from A/c XX1'),
    ),
    receivedAt: fc
      .date({ min: new Date('2025-06-01'), max: new Date('2027-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString()),
  }),
  { minLength: 1, maxLength: 60 },
);

describe('collected messages', () => {
  it('are all accounted for, and each that is kept is in exactly one record', () => {
    fc.assert(
      fc.property(messages, (sent) => {
        const { events, collected } = collectSms('asha', { messages: sent }, now);
        const { accepted, duplicate, dropped } = collected;
        expect(accepted + duplicate + Object.values(dropped).reduce((a, b) => a + b)).toBe(sent.length);
        const keys = events.flatMap(({ data }) => data.messages.map(({ key }) => key));
        expect(keys).toHaveLength(accepted);
        expect(keys).toEqual([...new Set(keys)].toSorted());
      }),
    );
  });

  it('fit the records of the stream, and are events as the contract has them', () => {
    // Characters of three bytes, so that length and size differ.
    const sent = Array.from({ length: 500 }, (_, at) => aMessage({ message: `Rs.${at} debited ${'₹'.repeat(4000)}` }));
    const { events } = collectSms('asha', { messages: sent }, now);
    expect(events.length).toBeGreaterThan(20);
    for (const event of events) {
      expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(maxRecordBytes);
      expect(smsReceived.parse(event)).toEqual(event);
    }
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });

  it('make the same events in any order and however often a message is repeated', () => {
    fc.assert(
      fc.property(messages, fc.infiniteStream(fc.nat()), (sent, numbers) => {
        const shuffled = [...sent, ...sent.slice(0, 3)]
          .map((message) => ({ message, rank: numbers.next().value }))
          .toSorted((a, b) => a.rank - b.rank)
          .map(({ message }) => message);
        expect(collectSms('asha', { messages: shuffled }, now).events).toEqual(
          collectSms('asha', { messages: sent }, now).events,
        );
      }),
    );
  });

  it('of different customers are different events', () => {
    const of = (customer: string) => collectSms(customer, { messages: [aMessage()] }, now).events.map(({ id }) => id);
    expect(of('asha')).not.toEqual(of('ravi'));
  });

  it('hold nothing that a store refuses: no NUL, no half of a character', () => {
    const message = 'Rs.165.00 debited \0from A/c XX7013 \ud83d';
    const { events } = collectSms('asha', { messages: [aMessage({ message })] }, now);
    expect(events[0]?.data.messages[0]?.message).toBe('Rs.165.00 debited from A/c XX7013 \ufffd');
  });

  it('are screened as they would be stored', () => {
    const { collected } = collectSms('asha', { messages: [aMessage({ message: '4829\x0013 is your O\0TP' })] }, now);
    expect(collected.dropped.otp).toBe(1);
  });

  it('are dropped when no phone could have received them then', () => {
    const at = (receivedAt: string) => collectSms('asha', { messages: [aMessage({ receivedAt })] }, now).collected;
    expect(at('2026-11-22T06:30:00.000Z').accepted).toBe(1);
    expect(at('2026-11-22T06:30:00.001Z').dropped.implausibleTime).toBe(1);
    expect(at('2025-11-21T06:29:59.999Z').dropped.implausibleTime).toBe(1);
    expect(at('2026-11-21T11:30:00+05:30').accepted).toBe(1);
  });
});
