import { type SmsReceived, smsReceived } from '../../contracts/devices.ts';
import { decodeEventOf } from '../../shared/decode-event.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { ParkingLot } from '../../shared/park.ts';
import { type Delivered, makeStreamConsumer, type StreamConsumer } from '../../shared/stream-batch.ts';
import type { ApplyBankFacts } from '../adapters/bank-facts.ts';
import type { Outbox } from '../adapters/outbox.ts';
import type { LoadRules } from '../adapters/rules-table.ts';
import { type BankFact, toFact } from '../domain/insights/fact.ts';
import { ofBankFact } from '../domain/rules/occurrences.ts';
import { raise } from '../domain/rules/rule.ts';

export type SmsInsightsDeps = {
  readonly apply: ApplyBankFacts;
  readonly loadRules: LoadRules;
  readonly flushOutbox: Outbox['flush'];
  readonly park: ParkingLot;
  readonly log: Log;
  readonly meter: Meter;
};

const decode = decodeEventOf({ 'sangam.devices.sms-received.v1': smsReceived });

/** A fact has some 700 bytes, and the Data API takes 4 MiB a call. */
const factsPerCall = 2000;

/**
 * Understands bank messages. Facts and the events they raise are written in one transaction; the events leave the
 * database for the stream afterwards. Whatever is cut short, the next delivery of the batch finishes it.
 */
export function makeSmsInsights(deps: SmsInsightsDeps): StreamConsumer {
  const { apply, loadRules, flushOutbox, park, log, meter } = deps;

  async function handle(events: readonly Delivered<SmsReceived>[]): Promise<void> {
    const facts = new Map<string, BankFact>();
    let messages = 0;
    for (const { event } of events)
      for (const sms of event.data.messages) {
        messages++;
        const fact = toFact(event.subject, sms);
        if (fact !== undefined) facts.set(`${event.subject} ${sms.key}`, fact);
      }
    meter.count('MessagesParsed', messages);
    if (facts.size === 0) return;

    const rules = await loadRules();
    const all = [...facts.values()];
    for (let from = 0; from < all.length; from += factsPerCall) {
      const part = all.slice(from, from + factsPerCall);
      const raised = part.flatMap((fact) => raise(rules, ofBankFact(fact)));
      const { added, waiting } = await apply(part, raised);
      meter.count('FactsAdded', added);
      if (waiting)
        meter.count('EventsStated', await flushOutbox([...new Set(part.map(({ customer_id }) => customer_id))]));
    }
  }

  return makeStreamConsumer({ decode, handle, park, log, meter });
}
