import { insights } from '../../../../lambdas/contracts/api/insights.ts';
import { type GetInsightsDeps, makeGetInsights } from '../../../../lambdas/devices/get-insights/handler.ts';
import { noEvidence } from '../../../support/evidence.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf, type RequestUnderTest } from '../../../support/http.ts';

const now = new Date('2026-11-21T06:30:00.000Z');
const inert: GetInsightsDeps = {
  readEvidence: unexpected('readEvidence'),
  now: () => now,
  log: silentLog,
  meter: silentMeter,
};

const get = (customerId: string, overrides: Partial<RequestUnderTest> = {}) =>
  httpEvent({
    route: 'GET /v1/customers/{customerId}/insights',
    path: { customerId },
    headers: {},
    routeScopes: ['customers/self', 'ops/read'],
    ...overrides,
  });

/** Whose evidence was read. */
async function readFor(event: ReturnType<typeof get>) {
  const read: string[] = [];
  const handler = makeGetInsights({
    ...inert,
    readEvidence: async (customerId, at) => {
      expect(at).toBe(now);
      read.push(customerId);
      return noEvidence;
    },
  });
  const answer = await handler(event);
  return { read, answer };
}

describe('insights', () => {
  it('are told to the customer they are about', async () => {
    const { read, answer } = await readFor(get('asha'));
    expect([answer.statusCode, read]).toEqual([200, ['asha']]);
    expect(insights.parse(jsonOf(answer))).toMatchObject({ customerId: 'asha', asOf: now.toISOString() });
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
  });

  it('of anybody are told to an operator', async () => {
    const { read, answer } = await readFor(get('ravi', { subject: 'ops-client', scope: 'ops/read' }));
    expect([answer.statusCode, read]).toEqual([200, ['ravi']]);
  });

  it.each([
    ['another customer', { scope: 'customers/self' }],
    ['somebody who may only deliver', { subject: 'php', scope: 'devices/write' }],
    ['an operator who may only change', { subject: 'ops', scope: 'ops/write' }],
    ['somebody without a scope', { subject: 'nobody', scope: '' }],
    ['a scope that only begins alike', { subject: 'nobody', scope: 'ops/reader' }],
  ])('are not read for %s', async (_, caller) => {
    const answer = await makeGetInsights(inert)(get('ravi', caller));
    expect([answer.statusCode, problemOf(answer).type]).toEqual([403, '/docs#problem-not-yours']);
  });

  it('are not read for what no customer is called, or with a question nobody knows', async () => {
    for (const event of [get("asha' OR 1=1"), get(''), get('asha', { query: { all: 'true' } })])
      expect((await makeGetInsights(inert)(event)).statusCode).toBe(400);
  });

  it('may be asked for again when the database is still waking', async () => {
    const readEvidence = async () => {
      throw Object.assign(new Error('The Aurora DB instance is resuming'), { name: 'DatabaseResumingException' });
    };
    const answer = await makeGetInsights({ ...inert, readEvidence })(get('asha'));
    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
  });
});
