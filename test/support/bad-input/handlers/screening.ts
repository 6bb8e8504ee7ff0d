import { makeBlocks } from '../../../../lambdas/screening/blocks/handler.ts';
import { makeDeviceKeys } from '../../../../lambdas/screening/device-keys/handler.ts';
import { makeRules } from '../../../../lambdas/screening/rules/handler.ts';
import type { HttpHandler } from '../../../../lambdas/shared/http.ts';
import { aRuleSet } from '../../screening.ts';
import { deps, now, write, written } from './witness.ts';

export const screeningHandlers: Readonly<Record<string, HttpHandler>> = {
  'screening/blocks': makeBlocks({
    ...deps,
    blocks: {
      list: async () => ({ blocks: [], next: undefined }),
      find: async () => ({ reason: 'account-takeover', until: null, since: now().toISOString(), by: 'operations' }),
      put: write('put block'),
      lift: write('lift block'),
    },
  }),
  'screening/device-keys': makeDeviceKeys({
    ...deps,
    deviceKeys: {
      find: async () => ({ devices: [], version: 0 }),
      replace: async () => {
        written.push('replace devices');
        return 'kept';
      },
    },
  }),
  'screening/rules': makeRules({
    ...deps,
    ruleSets: {
      all: async () => [aRuleSet()],
      put: async ({ currency, rules }, mode) => {
        written.push('put rules');
        return aRuleSet({ ruleSet: { version: 2, currency, rules }, mode });
      },
    },
    pastPayments: async () => [],
  }),
};
