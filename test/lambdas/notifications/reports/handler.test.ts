import { notificationHistory } from '../../../../lambdas/contracts/api/notification-tracking.ts';
import { aSentNotification } from '../../../../lambdas/contracts/api/notification-tracking-examples.ts';
import { makeReports, type ReportsDeps } from '../../../../lambdas/notifications/reports/handler.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf } from '../../../support/http.ts';
import { aReportedCampaign, someTallies } from '../../../support/report.ts';

const campaign = aReportedCampaign();
const { campaignId } = campaign;
const inert: ReportsDeps = {
  tallies: unexpected('tallies'),
  history: unexpected('history'),
  log: silentLog,
  meter: silentMeter,
};

describe('a report', () => {
  const handle = makeReports({ ...inert, tallies: async () => ({ campaign, tallies: someTallies }) });
  const report = (accept?: string) =>
    handle(
      httpEvent({
        route: 'GET /v1/campaigns/{campaignId}/report',
        path: { campaignId },
        scope: 'ops/read',
        headers: accept === undefined ? {} : { accept },
      }),
    );

  it.each([
    [undefined, 'application/json', '{"campaignId"'],
    ['*/*', 'application/json', '{"campaignId"'],
    ['text/html, application/json', 'application/json', '{"campaignId"'],
    ['text/csv', 'text/csv; charset=utf-8; header=present', 'variant,channel,stage,reason,count'],
    ['Text/CSV; q=0.9, application/json', 'text/csv; charset=utf-8; header=present', 'variant'],
    ['image/svg+xml', 'image/svg+xml', '<svg '],
  ])('for %j is %s', async (accept, type, start) => {
    const { statusCode, headers = {}, body = '' } = await report(accept);
    expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([200, type, 'no-store']);
    expect(body.startsWith(start)).toBe(true);
  });

  it('of a campaign that nobody knows is not there', async () => {
    const unknown = makeReports({ ...inert, tallies: async () => undefined });
    const event = httpEvent({ route: 'GET /v1/campaigns/{campaignId}/report', path: { campaignId } });
    expect(problemOf(await unknown(event)).status).toBe(404);
  });
});

describe('the history of a customer', () => {
  const all = ['1', '2', '3', '4', '5'].map((digit) =>
    aSentNotification({ notificationId: `0b7c3f8e-2d41-8a55-9c0e-6a1f4e2d9b3${digit}` }),
  );
  const handle = makeReports({
    ...inert,
    history: async (customerId, { limit, before }) => {
      expect(customerId).toBe('asha');
      const from = before === undefined ? 0 : all.findIndex(({ notificationId }) => notificationId === before) + 1;
      return all.slice(from, from + limit);
    },
  });
  const page = (query: Record<string, string>, subject = 'asha', scope = 'customers/self') =>
    handle(
      httpEvent({
        route: 'GET /v1/customers/{customerId}/notifications',
        path: { customerId: 'asha' },
        query,
        subject,
        scope,
      }),
    );

  it('comes in pages that miss nothing and repeat nothing', async () => {
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const answer = await page({ limit: '2', ...(next !== null && { before: next }) });
      const read = notificationHistory.parse(jsonOf(answer));
      seen.push(...read.notifications.map(({ notificationId }) => notificationId));
      next = read.next;
    } while (next !== null);
    expect(seen).toEqual(all.map(({ notificationId }) => notificationId));
  });

  it('is shown to the customer and to operators alone', async () => {
    expect((await page({}, 'operations', 'ops/read')).statusCode).toBe(200);
    expect(problemOf(await page({}, 'ravi')).type).toBe('/docs#problem-not-yours');
  });
});
