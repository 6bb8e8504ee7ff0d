import { type Consents, consent, consents as consentsSchema } from '../../../../lambdas/contracts/api/consents.ts';
import { type ConsentsDeps, makeConsents } from '../../../../lambdas/devices/consents/handler.ts';
import { aConsentChange, consentsInMemory } from '../../../support/consents.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf, type RequestUnderTest } from '../../../support/http.ts';

const now = new Date('2026-11-21T06:30:00.000Z');
const inert: ConsentsDeps = {
  consents: { latest: unexpected('latest'), all: unexpected('all'), append: unexpected('append') },
  now: () => now,
  log: silentLog,
  meter: silentMeter,
};

const put = (body: unknown, overrides: Partial<RequestUnderTest> = {}) =>
  httpEvent({ route: 'PUT /v1/consents/{purpose}', path: { purpose: 'device.sms' }, body, ...overrides });
const withdrawal = (overrides: Partial<RequestUnderTest> = {}) =>
  httpEvent({ route: 'DELETE /v1/consents/{purpose}', path: { purpose: 'device.sms' }, headers: {}, ...overrides });
const show = (subject = 'asha') => httpEvent({ route: 'GET /v1/consents', headers: {}, subject });
const agreed = { version: '2026-11', channel: 'app' };

describe('giving consent', () => {
  it('records when, to which text and where', async () => {
    const consents = consentsInMemory();
    const answer = await makeConsents({ ...inert, consents })(
      put({ ...agreed, expiresAt: '2027-11-21T00:00:00+05:30' }),
    );
    expect(answer.statusCode).toBe(200);
    expect(consent.parse(jsonOf(answer))).toEqual({
      purpose: 'device.sms',
      status: 'active',
      history: [
        {
          status: 'given',
          at: now.toISOString(),
          version: '2026-11',
          channel: 'app',
          expiresAt: '2027-11-20T18:30:00.000Z',
        },
      ],
    });
    expect(consents.changes).toMatchObject([{ customerId: 'asha', number: 1 }]);
  });

  it('twice is the same as once', async () => {
    const consents = consentsInMemory();
    const handler = makeConsents({ ...inert, consents });
    const first = await handler(put(agreed));
    expect(await handler(put(agreed))).toEqual(first);
    expect(consents.changes).toHaveLength(1);
  });

  it('decides anew when somebody else was faster', async () => {
    const consents = consentsInMemory();
    let raced = false;
    const answer = await makeConsents({
      ...inert,
      consents: {
        ...consents,
        append: async (customerId, change) => {
          if (!raced) {
            raced = true;
            await consents.append(customerId, { ...change, version: 'other' });
          }
          return consents.append(customerId, change);
        },
      },
    })(put(agreed));
    expect(answer.statusCode).toBe(200);
    expect(consents.changes.map(({ number, version }) => [number, version])).toEqual([
      [1, 'other'],
      [2, '2026-11'],
    ]);
  });

  it('keeps every one of thirty changes of the same moment, in some order without a gap', async () => {
    const consents = consentsInMemory();
    const pause = async () => undefined;
    const handler = makeConsents({ ...inert, consents, pause });
    const versions = Array.from({ length: 30 }, (_, at) => `v${at}`);
    const answers = await Promise.all(versions.map((version) => handler(put({ ...agreed, version }))));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    expect(consents.changes.map(({ number }) => number)).toEqual(versions.map((_, at) => at + 1));
    expect(new Set(consents.changes.map(({ version }) => version))).toEqual(new Set(versions));
  });

  it('gives up when others keep being faster, after pauses of seconds and not more', async () => {
    let attempts = 0;
    const pausesMs: number[] = [];
    const append = async () => {
      attempts++;
      return 'taken' as const;
    };
    const handler = makeConsents({
      ...inert,
      consents: { ...inert.consents, latest: async () => undefined, append },
      pause: async (ms) => void pausesMs.push(ms),
    });
    const answer = await handler(put(agreed));
    expect([attempts, answer.statusCode, problemOf(answer).type]).toEqual([40, 409, '/docs#problem-conflict']);
    expect([pausesMs.length, Math.max(...pausesMs) < 200, new Set(pausesMs).size > 5]).toEqual([39, true, true]);
  });

  it.each([
    [{ ...agreed, expiresAt: now.toISOString() }, '/expiresAt'],
    [{ ...agreed, expiresAt: 'tomorrow' }, '/expiresAt'],
    [{ ...agreed, expiresAt: '9999-12-31T23:59:59-05:00' }, '/expiresAt'],
    [{ channel: 'app' }, '/version'],
    [{ ...agreed, version: '' }, '/version'],
    [{ ...agreed, channel: 'fax' }, '/channel'],
    [{ ...agreed, customerId: 'ravi' }, '/customerId'],
  ])('takes nothing of %j', async (body, pointer) => {
    const answer = await makeConsents(inert)(put(body));
    expect(problemOf(answer)).toMatchObject({ status: 400, errors: [{ in: 'body', pointer }] });
  });

  it('is for the purposes that there are', async () => {
    const answer = await makeConsents(inert)(put(agreed, { path: { purpose: 'device.location' } }));
    expect(problemOf(answer)).toMatchObject({ status: 400, errors: [{ in: 'path', pointer: '/purpose' }] });
  });
});

describe('withdrawing consent', () => {
  it('keeps what was before', async () => {
    const consents = consentsInMemory();
    const handler = makeConsents({ ...inert, consents });
    await handler(put(agreed));
    expect(await handler(withdrawal({ query: { channel: 'branch' } }))).toMatchObject({ statusCode: 204 });
    expect(consents.changes).toMatchObject([
      { number: 1, status: 'given' },
      { number: 2, status: 'withdrawn', channel: 'branch', version: '2026-11' },
    ]);
  });

  it('of what was never given changes nothing', async () => {
    const consents = consentsInMemory();
    expect(await makeConsents({ ...inert, consents })(withdrawal())).toMatchObject({ statusCode: 204 });
    expect(consents.changes).toEqual([]);
  });

  it('says where it was done by one of the known words', async () => {
    expect((await makeConsents(inert)(withdrawal({ query: { channel: 'fax' } }))).statusCode).toBe(400);
  });
});

it('shows a customer their own consents and nobody else’s', async () => {
  const consents = consentsInMemory();
  await consents.append('asha', aConsentChange());
  await consents.append('asha', aConsentChange({ purpose: 'device.apps', expiresAt: '2026-11-01T00:00:00.000Z' }));
  await consents.append('ravi', aConsentChange());
  const handler = makeConsents({ ...inert, consents });
  const told = jsonOf<Consents>(await handler(show()));
  expect(consentsSchema.parse(told).consents.map(({ purpose, status }) => [purpose, status])).toEqual([
    ['device.sms', 'active'],
    ['device.apps', 'expired'],
  ]);
  expect(jsonOf(await handler(show('meera')))).toEqual({ consents: [] });
});
