import fc from 'fast-check';
import type { Collected } from '../../../../lambdas/contracts/api/device.ts';
import { collectedApps, collectedSms } from '../../../../lambdas/contracts/api/examples.ts';
import { routes } from '../../../../lambdas/contracts/api/routes.ts';
import { appsSnapshot, smsReceived } from '../../../../lambdas/contracts/devices.ts';
import type { EventEnvelope } from '../../../../lambdas/contracts/event.ts';
import { type CollectDeps, makeCollect } from '../../../../lambdas/devices/collect/handler.ts';
import { PublishFailed } from '../../../../lambdas/shared/publish.ts';
import { aConsentChange } from '../../../support/consents.ts';
import { countingMeter, silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf } from '../../../support/http.ts';

const now = new Date('2026-11-21T06:30:00.000Z');

const inert: CollectDeps = {
  latestConsent: unexpected('latestConsent'),
  publish: unexpected('publish'),
  catalogue: new Map([['com.phonepe.app', 'upi']]),
  now: () => now,
  log: silentLog,
  meter: silentMeter,
};

/** A collector of customers who agreed, and what it published. */
function aCollector(overrides: Partial<CollectDeps> = {}) {
  const published: EventEnvelope[] = [];
  const collect = makeCollect({
    ...inert,
    latestConsent: async (_, purpose) => aConsentChange({ purpose }),
    publish: async (events) => void published.push(...events),
    ...overrides,
  });
  return { collect, published };
}

const bankSms = {
  sender: 'VM-HDFCBK-S',
  message: 'Rs.1,250.00 debited from A/c XX7013 on 21-11-26 to VPA freshmart@upi',
  receivedAt: '2026-11-21T06:00:00Z',
};
const otp = { ...bankSms, message: '482913 is your OTP for a purchase of Rs.1,299.00' };
const personal = { ...bankSms, sender: '+919812345678', message: 'Amma, reached home' };

const sms = (...messages: unknown[]) => httpEvent({ route: 'POST /v1/device/sms', body: { messages } });
const apps = (body: unknown) => httpEvent({ route: 'POST /v1/device/apps', body });

describe('messages', () => {
  it('become an event of the customer whose token it is', async () => {
    const { collect, published } = aCollector();
    const answer = await collect(sms(bankSms, otp, personal, bankSms));

    expect([answer.statusCode, jsonOf<Collected>(answer)]).toEqual([
      202,
      { accepted: 1, duplicate: 1, dropped: { otp: 1, personal: 1, implausibleTime: 0, preinstalled: 0 } },
    ]);
    expect(published.map((event) => smsReceived.parse(event))).toMatchObject([
      { subject: 'asha', data: { messages: [{ sender: 'VM-HDFCBK-S', receivedAt: '2026-11-21T06:00:00.000Z' }] } },
    ]);
  });

  it('have the same event id when they are sent again later', async () => {
    const first = aCollector();
    const second = aCollector({ now: () => new Date('2026-11-21T09:00:00.000Z') });
    await first.collect(sms(bankSms, otp));
    await second.collect(sms(otp, bankSms));
    expect(second.published.map(({ id }) => id)).toEqual(first.published.map(({ id }) => id));
    expect(second.published[0]?.data).toEqual(first.published[0]?.data);
  });

  it('may all be dropped: then nothing is published, and it is no error', async () => {
    const { collect } = aCollector({ publish: async (events) => expect(events).toEqual([]) });
    expect(jsonOf(await collect(sms(otp, personal)))).toMatchObject({ accepted: 0, dropped: { otp: 1, personal: 1 } });
  });

  it('leave no trace of a one-time password or a personal message, in events, logs, metrics or the answer', async () => {
    const marker = fc.stringMatching(/^[a-z]{12}$/).map((word) => `zq${word}`);
    await fc.assert(
      fc.asyncProperty(marker, fc.boolean(), async (word, fails) => {
        const told: unknown[] = [];
        const tell = (...args: readonly unknown[]) => void told.push(args);
        const { collect } = aCollector({
          publish: async (events) => {
            tell(events);
            if (fails) throw new PublishFailed('refused');
          },
          log: { info: tell, warn: tell, error: tell },
          meter: { count: tell, flush: tell },
        });
        const hidden = [
          { ...otp, message: `${otp.message} at ${word}` },
          { ...personal, message: `${personal.message} ${word}` },
          { ...personal, sender: word },
          { ...personal, sender: null, message: word },
        ];
        const answer = await collect(sms(bankSms, ...hidden));
        expect(answer.statusCode).toBe(fails ? 503 : 202);
        expect(
          JSON.stringify([told, answer], (_, value) => (value instanceof Error ? String(value.stack) : value)),
        ).not.toContain(word);
      }),
      { numRuns: 50 },
    );
  });

  it('are counted by what became of them', async () => {
    const meter = countingMeter();
    await aCollector({ meter }).collect(sms(bankSms, otp, personal));
    expect(meter.counts).toMatchObject({ ItemsAccepted: 1, ItemsDropped_otp: 1, ItemsDropped_personal: 1 });
  });

  it('are as many and as long as the reference says', async () => {
    const { collect } = aCollector();
    for (const messages of [
      [],
      Array(501).fill(bankSms),
      [{ ...bankSms, message: 'x'.repeat(4097) }],
      [{ ...bankSms, message: '' }],
    ])
      expect((await collect(sms(...messages))).statusCode).toBe(400);
    expect((await collect(sms(...Array(500).fill(bankSms)))).statusCode).toBe(202);
  });
});

describe('a list of apps', () => {
  it('becomes one event without what came with the phone', async () => {
    const { collect, published } = aCollector();
    const answer = await collect(
      apps({
        takenAt: '2026-11-21T11:30:00+05:30',
        apps: [
          { package: 'com.phonepe.app', name: 'PhonePe', preinstalled: true },
          { package: 'com.android.settings' },
          { package: 'com.whatsapp', preinstalled: false },
          { package: 'com.whatsapp' },
        ],
      }),
    );
    expect(jsonOf<Collected>(answer)).toEqual({
      accepted: 2,
      duplicate: 1,
      dropped: { otp: 0, personal: 0, implausibleTime: 0, preinstalled: 1 },
    });
    expect(published.map((event) => appsSnapshot.parse(event).data)).toEqual([
      {
        takenAt: '2026-11-21T06:00:00.000Z',
        apps: [{ package: 'com.phonepe.app', name: 'PhonePe' }, { package: 'com.whatsapp' }],
      },
    ]);
  });

  it('was taken now when it does not say', async () => {
    const { collect, published } = aCollector();
    await collect(apps({ apps: [] }));
    expect(published[0]?.data).toEqual({ takenAt: now.toISOString(), apps: [] });
  });

  it.each(['2026-11-22T06:30:01Z', '2025-11-20T00:00:00Z', '1970-01-01T00:00:00Z'])(
    'may not be taken at %s',
    async (takenAt) => {
      const answer = await makeCollect(inert)(apps({ takenAt, apps: [] }));
      expect(problemOf(answer)).toMatchObject({ status: 400, errors: [{ in: 'body', pointer: '/takenAt' }] });
    },
  );

  it('may not be larger than a store takes', async () => {
    const { collect } = aCollector({ publish: unexpected('publish') });
    const named = (count: number, fields: (at: number) => object) =>
      apps({ apps: Array.from({ length: count }, (_, at) => ({ package: `a.b${at}`, ...fields(at) })) });
    expect((await collect(named(2001, () => ({})))).statusCode).toBe(400);
    expect((await collect(named(2000, (at) => ({ package: `a.${'b'.repeat(200)}${at}` })))).statusCode).toBe(413);
    expect((await collect(named(2000, () => ({ name: 'अ'.repeat(200) })))).statusCode).toBe(413);
  });
});

describe('without consent', () => {
  it.each([
    ['never given', undefined],
    ['withdrawn', aConsentChange({ status: 'withdrawn' })],
    ['expired', aConsentChange({ expiresAt: '2026-11-21T06:29:59.999Z' })],
  ])('nothing is taken (%s)', async (_, latest) => {
    const collect = makeCollect({ ...inert, latestConsent: async () => latest });
    for (const event of [sms(bankSms), apps({ apps: [] })]) {
      const answer = await collect(event);
      expect([answer.statusCode, problemOf(answer).type]).toEqual([403, '/docs#problem-consent-required']);
    }
  });

  it('to the one purpose, the other does not count', async () => {
    const { collect } = aCollector({
      latestConsent: async (_, purpose) => (purpose === 'device.apps' ? aConsentChange({ purpose }) : undefined),
    });
    expect((await collect(apps({ apps: [] }))).statusCode).toBe(202);
    expect((await collect(sms(bankSms))).statusCode).toBe(403);
  });
});

describe('a server', () => {
  const delivery = (overrides: object) =>
    httpEvent({
      route: 'POST /v1/customers/{customerId}/device/sms',
      path: { customerId: 'ravi' },
      subject: 'php-client',
      scope: 'devices/write',
      body: { messages: [bankSms] },
      ...overrides,
    });

  it('delivers for the customer in the path, under that customer’s consent', async () => {
    const asked: string[] = [];
    const { collect, published } = aCollector({
      latestConsent: async (customerId, purpose) => {
        asked.push(customerId);
        return aConsentChange({ purpose });
      },
    });
    expect((await collect(delivery({}))).statusCode).toBe(202);
    expect([asked, published.map(({ subject }) => subject)]).toEqual([['ravi'], ['ravi']]);
  });

  it('is not a customer who names another one', async () => {
    const answer = await makeCollect(inert)(
      delivery({ subject: 'asha', scope: 'customers/self', routeScopes: ['devices/write'] }),
    );
    expect([answer.statusCode, problemOf(answer).type]).toEqual([403, '/docs#problem-not-yours']);
  });
});

it('asks to come again when the stream takes nothing', async () => {
  const { collect } = aCollector({
    publish: async () => {
      throw new PublishFailed('1 of 1 events refused');
    },
  });
  expect(await collect(sms(bankSms))).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
});

it('answers the examples of the reference as the reference says', async () => {
  const { collect } = aCollector();
  const example = (operationId: string) => routes.find((route) => route.operationId === operationId)?.request?.example;
  expect(jsonOf(await collect(httpEvent({ route: 'POST /v1/device/sms', body: example('postSms') })))).toEqual(
    collectedSms,
  );
  expect(jsonOf(await collect(httpEvent({ route: 'POST /v1/device/apps', body: example('postApps') })))).toEqual(
    collectedApps,
  );
});
