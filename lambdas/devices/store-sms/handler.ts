import { type SmsReceived, smsReceived } from '../../contracts/devices.ts';
import { decodeEventOf } from '../../shared/decode-event.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { ParkingLot } from '../../shared/park.ts';
import { makeStreamConsumer, type StreamConsumer } from '../../shared/stream-batch.ts';
import type { SaveSms, SmsRow } from '../adapters/device-sms-table.ts';

const decode = decodeEventOf({ 'sangam.devices.sms-received.v1': smsReceived });

export type StoreSmsDeps = {
  readonly save: SaveSms;
  readonly retentionDays: number;
  readonly park: ParkingLot;
  readonly log: Log;
  readonly meter: Meter;
};

const secondsPerDay = 86_400;

/** Keeps every message under (customer, time and digest), until its retention ends. */
export function makeStoreSms({ save, retentionDays, park, log, meter }: StoreSmsDeps): StreamConsumer {
  const rowsOf = ({ subject, data }: SmsReceived): SmsRow[] =>
    data.messages.map(({ key, sender, message, receivedAt }) => ({
      customerId: subject,
      smsKey: key,
      sender,
      message,
      receivedAt,
      expiresAt: Math.floor(Date.parse(receivedAt) / 1000) + retentionDays * secondsPerDay,
    }));

  return makeStreamConsumer({
    decode,
    handle: async (events) => {
      const rows = new Map<string, SmsRow>();
      for (const { event } of events) for (const row of rowsOf(event)) rows.set(`${row.customerId} ${row.smsKey}`, row);
      await save([...rows.values()]);
      meter.count('MessagesStored', rows.size);
    },
    park,
    log,
    meter,
  });
}
