import fc from 'fast-check';
import { consent } from '../../../../../lambdas/contracts/api/consents.ts';
import {
  type ConsentChange,
  describe as describeConsent,
  give,
  isActive,
  withdraw,
} from '../../../../../lambdas/devices/domain/consent/consent.ts';
import { aConsentChange } from '../../../../support/consents.ts';

const now = new Date('2026-11-21T06:30:00.000Z');
const agreed = { version: '2026-11', channel: 'app' } as const;

describe('a consent', () => {
  it('is active from being given until it is withdrawn or ends', () => {
    expect(isActive(undefined, now)).toBe(false);
    expect(isActive(aConsentChange(), now)).toBe(true);
    expect(isActive(aConsentChange({ status: 'withdrawn' }), now)).toBe(false);
    expect(isActive(aConsentChange({ expiresAt: now.toISOString() }), now)).toBe(false);
    expect(isActive(aConsentChange({ expiresAt: '2026-11-21T06:30:00.001Z' }), now)).toBe(true);
  });

  it('given again in the same words is no change; in others, or after its end, it is', () => {
    const first = give('device.sms', agreed, undefined, now);
    expect(first).toMatchObject({ number: 1, status: 'given', at: now.toISOString(), ...agreed, expiresAt: null });
    expect(give('device.sms', { ...agreed, channel: 'web' }, first, now)).toBeUndefined();
    expect(give('device.sms', { ...agreed, version: '2026-12' }, first, now)).toMatchObject({
      number: 2,
      version: '2026-12',
    });
    expect(give('device.sms', { ...agreed, expiresAt: '2027-01-01T00:00:00+05:30' }, first, now)).toMatchObject({
      expiresAt: '2026-12-31T18:30:00.000Z',
    });
    const ended = aConsentChange({ version: agreed.version, expiresAt: '2026-11-01T00:00:00.000Z' });
    expect(give('device.sms', agreed, ended, now)).toMatchObject({ number: 2 });
  });

  it('that was never given, or is withdrawn, cannot be withdrawn', () => {
    expect(withdraw('device.sms', 'app', undefined, now)).toBeUndefined();
    expect(withdraw('device.sms', 'app', aConsentChange({ status: 'withdrawn' }), now)).toBeUndefined();
    expect(withdraw('device.sms', 'branch', aConsentChange({ number: 7 }), now)).toMatchObject({
      number: 8,
      status: 'withdrawn',
      channel: 'branch',
      version: '2026-10',
    });
  });

  it('is what its last change says, after any changes, and keeps them all', () => {
    const step = fc.record({
      gives: fc.boolean(),
      version: fc.constantFrom('a', 'b'),
      minutes: fc.integer({ min: 1, max: 5000 }),
      expires: fc.option(fc.integer({ min: 1, max: 5000 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1 }), (steps) => {
        const changes: ConsentChange[] = [];
        let at = now;
        for (const { gives, version, minutes, expires } of steps) {
          at = new Date(at.getTime() + minutes * 60_000);
          const expiresAt = expires === undefined ? undefined : new Date(at.getTime() + expires * 60_000).toISOString();
          const latest = changes.at(-1);
          const change = gives
            ? give('device.sms', { version, channel: 'app', ...(expiresAt !== undefined && { expiresAt }) }, latest, at)
            : withdraw('device.sms', 'app', latest, at);
          if (change !== undefined) changes.push(change);
          expect(isActive(changes.at(-1), at)).toBe(gives);
        }
        expect(changes.map(({ number }) => number)).toEqual(changes.map((_, index) => index + 1));
        if (changes.length === 0) return;
        const told = consent.parse(describeConsent('device.sms', changes, at));
        expect(told.history.map((change) => change.at)).toEqual(changes.map((change) => change.at).toReversed());
        expect(told.status === 'active').toBe(isActive(changes.at(-1), at));
      }),
    );
  });
});
