import type { Consents } from '../../lambdas/devices/adapters/consents-table.ts';
import type { ConsentChange } from '../../lambdas/devices/domain/consent/consent.ts';

/** A consent to device.sms that was given in October and never ends. */
export const aConsentChange = (overrides: Partial<ConsentChange> = {}): ConsentChange => ({
  purpose: 'device.sms',
  number: 1,
  status: 'given',
  at: '2026-10-01T06:00:00.000Z',
  version: '2026-10',
  channel: 'app',
  expiresAt: null,
  ...overrides,
});

/** Consents in memory; of two changes with one number the first wins, as in the table. */
export function consentsInMemory(): Consents & {
  readonly changes: readonly (ConsentChange & { customerId: string })[];
} {
  const changes: (ConsentChange & { customerId: string })[] = [];
  const of = (customerId: string) => changes.filter((change) => change.customerId === customerId);
  return {
    changes,
    latest: async (customerId, purpose) => of(customerId).findLast((change) => change.purpose === purpose),
    all: async (customerId) => of(customerId),
    append: async (customerId, change) => {
      if (of(customerId).some(({ purpose, number }) => purpose === change.purpose && number === change.number))
        return 'taken';
      changes.push({ ...change, customerId });
      return 'appended';
    },
  };
}
