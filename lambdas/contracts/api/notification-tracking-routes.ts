import { campaignReport } from './campaign-report.ts';
import { campaignPath } from './campaigns.ts';
import { insightsPath } from './insights.ts';
import { linkToken } from './link-token.ts';
import {
  appEventsRequest,
  appEventsTaken,
  historyQuery,
  notificationHistory,
  notificationPath,
  smsReplyRequest,
  smsReplyTaken,
} from './notification-tracking.ts';
import { aCampaignReport, aHistory } from './notification-tracking-examples.ts';
import type { ApiRoute } from './routes.ts';
import { wrongBody } from './wrong-body.ts';

const unknownLink = { status: 404, description: 'A page: the link is not one of ours', type: 'text/html' };
const expiredLink = { status: 410, description: 'A page: the link is no longer valid', type: 'text/html' };
const awayPage = { status: 503, description: 'A page: try again in a moment', type: 'text/html' };

/** What became of messages: told by the app, by links and by gateways, and shown. */
export const notificationTrackingRoutes: readonly ApiRoute[] = [
  {
    method: 'POST',
    path: '/v1/notifications/{notificationId}/events',
    entry: 'notifications/app-events',
    operationId: 'postNotificationEvents',
    summary: 'Tell what the customer did with a message',
    description:
      'Push has no receipts but these. Of each kind the earliest counts, and late ones count as well: a phone may have been off for days. The same events again change nothing.',
    scopes: ['customers/self'],
    parameters: { notificationId: notificationPath.shape.notificationId },
    request: {
      schema: appEventsRequest,
      example: { events: [{ kind: 'opened', at: '2026-11-21T06:07:12Z' }] },
    },
    response: {
      status: 202,
      description: 'Taken; they count in a moment',
      json: { schema: appEventsTaken, example: { taken: 1 } },
    },
    problems: [...wrongBody, 'not-yours', 'not-found'],
  },
  {
    method: 'POST',
    path: '/v1/sms-replies',
    entry: 'notifications/sms-replies',
    operationId: 'postSmsReply',
    summary: 'Hand on what a customer answered by SMS',
    description:
      'From the server that a gateway for incoming SMS calls. STOP and its like, in the languages of our customers, end promotional SMS for all who have the number; START undoes an earlier STOP. Any other text counts as an answer to the newest SMS. The text is kept nowhere. The same reply again changes nothing.',
    scopes: ['customers/write'],
    request: {
      schema: smsReplyRequest,
      example: {
        id: 'gateway-58213',
        from: '+919800000001',
        to: 'SANGAM',
        text: 'STOP',
        receivedAt: '2026-11-21T06:09:40Z',
      },
    },
    response: {
      status: 200,
      description: 'What it was taken for',
      json: { schema: smsReplyTaken, example: { outcome: 'stopped' } },
    },
    problems: wrongBody,
  },
  {
    method: 'GET',
    path: '/v1/campaigns/{campaignId}/report',
    entry: 'notifications/reports',
    operationId: 'getCampaignReport',
    summary: 'Show what became of a campaign',
    description:
      'Exact at any time, also while it runs: by variant and by channel, with reasons, and with how much more a variant converts than the holdout. `Accept: text/csv` gets all counts as a table, `Accept: image/svg+xml` a picture of the funnel.',
    scopes: ['ops/read'],
    parameters: { campaignId: campaignPath.shape.campaignId },
    response: {
      status: 200,
      description: 'The report',
      json: { schema: campaignReport, example: aCampaignReport },
      type: ['text/csv', 'image/svg+xml'],
    },
    problems: ['invalid-request', 'not-found'],
  },
  {
    method: 'GET',
    path: '/v1/customers/{customerId}/notifications',
    entry: 'notifications/reports',
    operationId: 'getNotifications',
    summary: 'List all that a customer was sent, or was not and why',
    description: 'The newest first. A customer sees their own, an operator anybody’s. What messages said is not kept.',
    scopes: ['customers/self', 'ops/read'],
    parameters: { customerId: insightsPath.shape.customerId },
    query: historyQuery,
    response: {
      status: 200,
      description: 'A page of messages',
      json: { schema: notificationHistory, example: aHistory },
    },
    problems: ['invalid-request', 'not-yours'],
  },
  {
    method: 'GET',
    path: '/r/{token}',
    entry: 'notifications/redirect',
    operationId: 'getLink',
    summary: 'Follow a link of a message',
    description:
      'Leads to the target of the link in the message’s template, always on a host of our list, and counts the click. A link that is not ours, or no longer valid, gets a page that says so (404, 410).',
    scopes: [],
    parameters: { token: linkToken },
    response: { status: 302, description: 'On to the target' },
    orElse: [unknownLink, expiredLink, awayPage],
    problems: [],
  },
  {
    method: 'GET',
    path: '/u/{token}',
    entry: 'notifications/unsubscribe',
    operationId: 'getUnsubscribe',
    summary: 'Ask whether such messages should end',
    description: 'A page with one button. Looking at it changes nothing.',
    scopes: [],
    parameters: { token: linkToken },
    response: { status: 200, description: 'An HTML page', type: 'text/html' },
    orElse: [unknownLink, awayPage],
    problems: [],
  },
  {
    method: 'POST',
    path: '/u/{token}',
    entry: 'notifications/unsubscribe',
    operationId: 'postUnsubscribe',
    summary: 'End such messages',
    description:
      'By the button, or by a mail program in one click (RFC 8058: `List-Unsubscribe=One-Click`). No more messages of the same purpose by the same channel. Again changes nothing, and a link of long ago is heard too.',
    scopes: [],
    parameters: { token: linkToken },
    response: { status: 200, description: 'An HTML page', type: 'text/html' },
    orElse: [unknownLink, awayPage],
    problems: [],
  },
];
