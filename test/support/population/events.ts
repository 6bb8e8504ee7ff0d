import { openBooks } from './books.ts';
import { datesFrom, type IndiaDate, indiaDateOf, instantOf } from './calendar.ts';
import { happeningsOf } from './day.ts';
import { appsSnapshotOf, type Phone } from './phone.ts';
import { makeRandom } from './random.ts';
import type { Customer, PopulationEvent, PopulationSms } from './types.ts';

/** Everything a customer's phone sends, in the order of the clock. */
export function eventsOf(customer: Customer): PopulationEvent[] {
  const books = openBooks(customer);
  const phone: Phone = { apps: customer.apps };
  const random = makeRandom(`${customer.seed}/life`);

  return datesFrom(customer.from, customer.days).flatMap((date, index): PopulationEvent[] => {
    const today = random.fork(date);
    const snapshot = appsSnapshotOf(customer, phone, date, index, today.fork('phone'));
    const messages = messagesOf(customer, date, happeningsOf(customer, date, books, today.fork('day')), today.uuid);
    return [...snapshot, ...messages].sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1));
  });
}

/** What a customer's phone sends on one day. */
export const customerDay = (customer: Customer, date: IndiaDate): PopulationEvent[] =>
  eventsOf(customer).filter((event) => indiaDateOf(timeOf(event)) === date);

/** Everything that everybody's phones send, in the order of the clock. */
export const populationEvents = (customers: readonly Customer[]): PopulationEvent[] =>
  customers.flatMap(eventsOf).sort((a, b) => compare(timeOf(a), timeOf(b)) || compare(a.customerId, b.customerId));

export const timeOf = (event: PopulationEvent): string => (event.type === 'sms' ? event.receivedAt : event.takenAt);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function messagesOf(
  customer: Customer,
  date: IndiaDate,
  happenings: ReturnType<typeof happeningsOf>,
  newId: () => string,
): PopulationSms[] {
  let last = 0;
  return happenings.flatMap(({ second, tell }) =>
    tell().map((draft): PopulationSms => {
      // No two messages of one customer share a second, so that their order is never in doubt.
      last = Math.max(second, last + 1);
      return { type: 'sms', customerId: customer.id, id: newId(), receivedAt: instantOf(date, last), ...draft };
    }),
  );
}
