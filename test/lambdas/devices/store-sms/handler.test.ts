import type { SmsRow } from '../../../../lambdas/devices/adapters/device-sms-table.ts';
import { makeStoreSms } from '../../../../lambdas/devices/store-sms/handler.ts';
import { anAppsSnapshot, anSms, anSmsReceived } from '../../../support/events.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { kinesisOf } from '../../../support/kinesis.ts';

const inert = {
  save: unexpected('save'),
  retentionDays: 365,
  park: unexpected('park'),
  log: silentLog,
  meter: silentMeter,
};

describe('store-sms', () => {
  it('keeps each message of a batch once, until a year after it came', async () => {
    const saved: SmsRow[] = [];
    const consumer = makeStoreSms({
      ...inert,
      save: async (rows) => {
        saved.push(...rows);
      },
    });
    const second = anSms({ key: '2026-11-02T06:00:01.000Z#0123456789abcdef', receivedAt: '2026-11-02T06:00:01.000Z' });
    await consumer(kinesisOf([anSmsReceived(), anAppsSnapshot(), anSmsReceived([anSms(), second])]));

    expect(saved.map(({ smsKey }) => smsKey)).toEqual([anSms().key, second.key]);
    expect(saved[0]).toEqual({
      customerId: 'asha',
      smsKey: anSms().key,
      sender: 'VM-EXMPLB',
      message: anSms().message,
      receivedAt: '2026-11-02T06:00:00.000Z',
      expiresAt: Date.parse('2027-11-02T06:00:00.000Z') / 1000,
    });
  });

  it('keeps the same message of two customers apart', async () => {
    const saved: SmsRow[] = [];
    const save = async (rows: readonly SmsRow[]) => {
      saved.push(...rows);
    };
    await makeStoreSms({ ...inert, save })(
      kinesisOf([anSmsReceived([anSms()], 'asha'), anSmsReceived([anSms()], 'ravi')]),
    );
    expect(saved.map(({ customerId }) => customerId)).toEqual(['asha', 'ravi']);
  });

  it('throws when the table is away, so that the batch comes again', async () => {
    const save = async () => {
      throw new Error('throttled');
    };
    await expect(makeStoreSms({ ...inert, save })(kinesisOf([anSmsReceived()]))).rejects.toThrow('throttled');
  });
});
