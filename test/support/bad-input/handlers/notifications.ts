import { aDryRun } from '../../../../lambdas/contracts/api/campaign-examples.ts';
import { aContact, anInbox } from '../../../../lambdas/contracts/api/notification-people-examples.ts';
import { aPolicyState, aProductState } from '../../../../lambdas/contracts/api/notification-policy-examples.ts';
import { summed } from '../../../../lambdas/notifications/adapters/campaign-counts.ts';
import { makeAppEvents } from '../../../../lambdas/notifications/app-events/handler.ts';
import { makeCampaigns } from '../../../../lambdas/notifications/campaigns/handler.ts';
import { makeContacts } from '../../../../lambdas/notifications/contacts/handler.ts';
import { makeInbox } from '../../../../lambdas/notifications/inbox/handler.ts';
import { makePolicy } from '../../../../lambdas/notifications/policy/handler.ts';
import { makePreferences } from '../../../../lambdas/notifications/preferences/handler.ts';
import { makeReports } from '../../../../lambdas/notifications/reports/handler.ts';
import { makeSmsReplies } from '../../../../lambdas/notifications/sms-replies/handler.ts';
import { makeTemplates } from '../../../../lambdas/notifications/templates/handler.ts';
import { makeTriggerRules } from '../../../../lambdas/notifications/trigger-rules/handler.ts';
import type { HttpHandler } from '../../../../lambdas/shared/http.ts';
import { aDefinition, aKnownCampaign, anUploadedFile } from '../../campaigns.ts';
import { aSentMessage } from '../../notifications.ts';
import { aReportedCampaign, someTallies } from '../../report.ts';
import { aKeptTemplate } from '../../templates.ts';
import { aKeptRule } from '../../trigger-rules.ts';
import { deps, write, written } from './witness.ts';

/** Of an uploaded audience and paused: it takes every command, or has taken it before. */
const aPausedCampaign = aKnownCampaign({
  state: 'paused',
  definition: aDefinition({ audience: { kind: 'upload', columns: [], file: anUploadedFile() } }),
});
let drafted: typeof aPausedCampaign | undefined;

/** What one request drafted is not there for the next. */
export const forgetDraft = (): void => {
  drafted = undefined;
};

export const notificationHandlers: Readonly<Record<string, HttpHandler>> = {
  'notifications/app-events': makeAppEvents({ ...deps, find: async () => aSentMessage(), tell: write('tell') }),
  'notifications/sms-replies': makeSmsReplies({
    ...deps,
    stopSms: async () => {
      written.push('stop');
      return [];
    },
    now: () => new Date(),
    startSms: async () => {
      written.push('start');
      return [];
    },
    findAnswered: async () => undefined,
    tell: write('tell'),
    publish: write('publish'),
  }),
  'notifications/templates': makeTemplates({
    ...deps,
    templates: {
      get: async () => aKeptTemplate(),
      latest: async () => aKeptTemplate(),
      list: async () => [],
      put: async () => {
        written.push('put');
        return aKeptTemplate();
      },
    },
    valuesOfCustomer: async () => undefined,
    linkHosts: new Set(['www.sangam.example']),
    linkBase: 'https://s.example',
  }),
  'notifications/reports': makeReports({
    ...deps,
    tallies: async () => ({ campaign: aReportedCampaign(), tallies: someTallies }),
    history: async () => [],
  }),
  'notifications/contacts': makeContacts({
    ...deps,
    contacts: {
      put: write('put contacts'),
      list: async () => ({ customers: [], next: null }),
      find: async () => aContact,
      putOwn: write('put own contact'),
      putToken: write('put token'),
      removeToken: write('remove token'),
    },
  }),
  'notifications/preferences': makePreferences({
    ...deps,
    preferences: {
      all: async () => [],
      put: async () => {
        written.push('put preferences');
        return [];
      },
    },
    publish: write('publish'),
  }),
  'notifications/inbox': makeInbox({
    ...deps,
    inbox: {
      page: async () => [],
      find: async () => anInbox.messages[0],
      unread: async () => [],
      countUnread: async () => 0,
      markRead: write('mark read'),
    },
    tell: write('tell'),
  }),
  'notifications/policy': makePolicy({
    ...deps,
    policies: {
      newest: async () => aPolicyState,
      put: async () => {
        written.push('put policy');
        return aPolicyState;
      },
    },
    products: { all: async () => [aProductState], put: write('put product') },
  }),
  'notifications/trigger-rules': makeTriggerRules({
    ...deps,
    rules: { all: async () => [aKeptRule()], put: write('put rule') },
    templateOf: async () => ({ version: 1, purpose: 'payments', channels: ['push'] }),
  }),
  'notifications/campaigns': makeCampaigns({
    ...deps,
    campaigns: {
      open: async (campaign) => {
        written.push('open campaign');
        drafted = aKnownCampaign({ ...campaign, state: 'draft' });
      },
      read: async () => drafted ?? aPausedCampaign,
      list: async () => [aPausedCampaign],
      move: async () => {
        written.push('move campaign');
        return true;
      },
      setFile: async () => {
        written.push('set file');
        return true;
      },
    },
    countsOf: async () => summed([]),
    templateFacts: async () => ({ version: 1, purpose: 'offers', channels: ['push', 'sms', 'email', 'inbox'] }),
    readBlock: async () => ({ bytes: Buffer.from('customerId'), size: 10, etag: anUploadedFile().etag }),
    signedUrl: async (_, key) => `https://reports.example/${key}`,
    start: write('start campaign'),
    check: write('check audience'),
    objects: {
      read: async () => JSON.stringify(aDryRun),
      put: write('put object'),
    },
    rehearse: write('dry run'),
  }),
};
