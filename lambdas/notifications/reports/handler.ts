import { z } from 'zod';
import { campaignPath } from '../../contracts/api/campaigns.ts';
import { historyQuery, type NotificationHistory } from '../../contracts/api/notification-tracking.ts';
import { customerOf } from '../../shared/customer-of.ts';
import {
  type ApiRequest,
  type HttpHandler,
  type HttpHandlerDeps,
  makeHttpHandler,
  type Reply,
} from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { ReadTallies } from '../adapters/campaign-tallies.ts';
import type { ReadHistory } from '../adapters/history.ts';
import { csvOf } from '../domain/report/csv.ts';
import { funnelPicture } from '../domain/report/funnel-picture.ts';
import { reportOf } from '../domain/report/report.ts';

export type ReportsDeps = HttpHandlerDeps & { readonly tallies: ReadTallies; readonly history: ReadHistory };

const noQuery = z.strictObject({});

/** Shows what became of a campaign, and all that a customer was sent. */
export function makeReports({ tallies, history, ...deps }: ReportsDeps): HttpHandler {
  async function report(request: ApiRequest): Promise<Reply> {
    const { campaignId } = request.path(campaignPath);
    request.query(noQuery);
    const found = await tallies(campaignId);
    if (found === undefined) throw new Problem('not-found', 'No campaign has this id.');
    const type = wantedType(request.headers.accept);
    if (type === 'text/csv')
      return text('text/csv; charset=utf-8; header=present', csvOf(found.tallies), {
        'content-disposition': `attachment; filename="campaign-${campaignId}.csv"`,
      });
    const body = reportOf(found.campaign, found.tallies);
    if (type === 'image/svg+xml')
      return text(type, funnelPicture(body), { 'content-security-policy': "default-src 'none'" });
    return { status: 200, headers: { vary: 'accept' }, body };
  }

  async function list(request: ApiRequest): Promise<Reply> {
    const customerId = customerOf(request, ['ops/read']);
    const { limit, before } = request.query(historyQuery);
    const found = await history(customerId, { limit: limit + 1, before });
    const notifications = found.slice(0, limit);
    const next = found.length > limit ? (notifications.at(-1)?.notificationId ?? null) : null;
    const body: NotificationHistory = { customerId, notifications, next };
    return { status: 200, body };
  }

  return makeHttpHandler(deps, (request) => (request.route.endsWith('/report') ? report(request) : list(request)));
}

const text = (type: string, body: string, headers: Readonly<Record<string, string>>): Reply => ({
  status: 200,
  headers: { 'content-type': type, 'cache-control': 'no-store', vary: 'accept', ...headers },
  body,
});

const types = ['application/json', 'text/csv', 'image/svg+xml'] as const;

/** The first type named that we have; JSON for whoever names none of them. */
function wantedType(accept = ''): (typeof types)[number] {
  const named = accept.split(',').map((each) => each.split(';')[0]?.trim().toLowerCase());
  return types.find((type) => type === named.find((name) => types.some((known) => known === name))) ?? types[0];
}
