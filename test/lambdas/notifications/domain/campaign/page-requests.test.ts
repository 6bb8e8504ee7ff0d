import { maxRecordBytes } from '../../../../../lambdas/contracts/event.ts';
import { notificationsRequested } from '../../../../../lambdas/contracts/notifications.ts';
import type { Member } from '../../../../../lambdas/notifications/domain/audience/upload.ts';
import { requestsOfPage } from '../../../../../lambdas/notifications/domain/campaign/page-requests.ts';
import { aDefinition, campaignId } from '../../../../support/campaigns.ts';

const page = (members: readonly Member[], number = 0) =>
  requestsOfPage({
    campaignId,
    definition: aDefinition(),
    page: number,
    members,
    expiresAt: '2026-11-24T06:00:00.000Z',
    at: new Date('2026-11-21T06:00:00.000Z'),
  });
const members = Array.from({ length: 1_000 }, (_, at): Member => ({ customerId: `c${at}` }));

it('groups a page by variant into records that lanes and providers take', () => {
  const requests = page(members);
  expect(requests.length).toBeLessThanOrEqual(13);
  for (const request of requests) expect(notificationsRequested.parse(request)).toEqual(request);
  expect(requests.flatMap(({ data }) => data.recipients).length).toBe(1_000);
  expect(new Set(requests.map(({ id }) => id)).size).toBe(requests.length);
  expect(new Set(requests.map(({ subject }) => subject)).size).toBe(requests.length);
});

it('makes the same of the same page, and the same notifications of whichever page', () => {
  expect(page(members)).toEqual(page(members));
  const ids = (number: number) => page(members, number).flatMap(({ data }) => data.recipients.map(({ id }) => id));
  expect(ids(7)).toEqual(ids(0));
  expect(page(members, 7)[0]?.id).not.toBe(page(members, 0)[0]?.id);
});

it('makes records of customers with long values small enough', () => {
  const values = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`column${at}`, 'अ'.repeat(500)]));
  const requests = page(members.slice(0, 100).map((member) => ({ ...member, values })));
  for (const request of requests) expect(Buffer.byteLength(JSON.stringify(request))).toBeLessThan(maxRecordBytes);
  expect(requests.flatMap(({ data }) => data.recipients)).toHaveLength(100);
});

it('makes nothing of a page without members', () => {
  expect(page([])).toEqual([]);
});
