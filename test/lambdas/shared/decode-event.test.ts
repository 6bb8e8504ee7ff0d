import { smsReceived } from '../../../lambdas/contracts/devices.ts';
import { decodeEventOf } from '../../../lambdas/shared/decode-event.ts';
import { PoisonRecord } from '../../../lambdas/shared/poison-record.ts';
import { anAppsSnapshot, anSms, anSmsReceived } from '../../support/events.ts';

const decode = decodeEventOf({ 'sangam.devices.sms-received.v1': smsReceived });

describe('decodeEventOf', () => {
  it('gives the event of a known type', () => {
    expect(decode(JSON.stringify(anSmsReceived()))).toEqual(anSmsReceived());
  });

  it('passes over other types', () => {
    expect(decode(JSON.stringify(anAppsSnapshot()))).toBeUndefined();
    expect(decode(JSON.stringify({ type: 'constructor' }))).toBeUndefined();
  });

  it.each([
    ['{', 'not JSON'],
    ['null', 'not an event: no type'],
    ['[1]', 'not an event: no type'],
  ])('calls %s poison', (payload, message) => {
    expect(() => decode(payload)).toThrow(new PoisonRecord(message));
  });

  it('names the wrong fields and repeats nothing of what they hold', () => {
    const event = anSmsReceived([anSms({ key: 'secret', message: 7 as never })]);
    expect(() => decode(JSON.stringify(event))).toThrow(
      new PoisonRecord('invalid sangam.devices.sms-received.v1: data.messages.0.key, data.messages.0.message'),
    );
  });
});
