import { makeCollect } from '../../../../lambdas/devices/collect/handler.ts';
import { makeConsents } from '../../../../lambdas/devices/consents/handler.ts';
import { makeExtendCatalogue } from '../../../../lambdas/devices/extend-catalogue/handler.ts';
import { makeGetInsights } from '../../../../lambdas/devices/get-insights/handler.ts';
import { makeGetPool } from '../../../../lambdas/devices/get-pool/handler.ts';
import type { HttpHandler } from '../../../../lambdas/shared/http.ts';
import { aConsentChange } from '../../consents.ts';
import { noEvidence } from '../../evidence.ts';
import { deps, write, written } from './witness.ts';

export const deviceHandlers: Readonly<Record<string, HttpHandler>> = {
  'devices/collect': makeCollect({
    ...deps,
    latestConsent: async (_, purpose) => aConsentChange({ purpose }),
    publish: write('publish'),
    catalogue: new Map(),
  }),
  'devices/consents': makeConsents({
    ...deps,
    consents: {
      latest: async () => aConsentChange(),
      all: async () => [aConsentChange()],
      append: async () => {
        written.push('append');
        return 'appended';
      },
    },
  }),
  'devices/extend-catalogue': makeExtendCatalogue({ ...deps, save: write('save') }),
  'devices/get-pool': makeGetPool({
    ...deps,
    readPool: async () => new Map(),
    loadCatalogue: async () => new Map(),
  }),
  'devices/get-insights': makeGetInsights({
    ...deps,
    readEvidence: async () => noEvidence,
  }),
};
