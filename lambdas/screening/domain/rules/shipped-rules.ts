import type { RuleSet } from './rule.ts';

/** What the table of rules begins with, for rupees: sums are in paise. */
export const shippedRules: RuleSet = {
  version: 1,
  currency: 'INR',
  rules: [
    {
      id: 'velocity-10m',
      version: 1,
      mode: 'live',
      action: 'step-up',
      condition: { feature: 'paid.10m.count', above: { threshold: 'most' } },
      thresholds: { most: { base: 6 } },
    },
    {
      id: 'velocity-1h',
      version: 1,
      mode: 'live',
      action: 'review',
      condition: { feature: 'paid.1h.count', above: { threshold: 'most' } },
      thresholds: { most: { base: 20 } },
    },
    {
      id: 'sum-per-day',
      version: 1,
      mode: 'live',
      action: 'step-up',
      condition: { feature: 'paid.24h.sum', above: { threshold: 'most' } },
      thresholds: { most: { base: '10000000' } },
    },
    {
      id: 'sum-per-day-hard',
      version: 1,
      mode: 'live',
      action: 'block',
      condition: { feature: 'paid.24h.sum', above: { threshold: 'most' } },
      thresholds: { most: { base: '50000000' } },
    },
    {
      id: 'new-payee-high-amount',
      version: 1,
      mode: 'live',
      action: 'step-up',
      // A rupee sent first does not make a payee known: a day has to pass.
      condition: {
        all: [
          { feature: 'payment.payeeKind', is: 'customer' },
          { feature: 'payee.knownHours', below: 24 },
          { feature: 'payment.amount', above: { threshold: 'high' } },
        ],
      },
      thresholds: {
        high: { base: '1000000', min: '200000', max: '5000000', adapts: { by: 'own-habit', spreads: 2 }, step: 0.25 },
      },
    },
    {
      id: 'structuring',
      version: 1,
      mode: 'live',
      action: 'review',
      // Below Rs 50,000 no PAN has to be shown.
      condition: {
        all: [
          { feature: 'payment.amount', below: { threshold: 'limit' } },
          { feature: 'payment.amount', atLeast: { threshold: 'limit', times: 0.85 } },
          { feature: 'paid.24h.similar', atLeast: 3 },
        ],
      },
      thresholds: { limit: { base: '5000000' } },
    },
    {
      id: 'impossible-travel',
      version: 1,
      mode: 'live',
      action: 'step-up',
      // Near by, an error of the phone's position is a high speed.
      condition: {
        all: [
          { feature: 'travel.km', above: 100 },
          { feature: 'travel.kmh', above: { threshold: 'fastest' } },
        ],
      },
      thresholds: { fastest: { base: 900 } },
    },
    {
      id: 'mule-in-and-out',
      version: 1,
      mode: 'live',
      action: 'review',
      condition: {
        all: [
          { feature: 'received.1h.sum', atLeast: { threshold: 'least' } },
          { feature: 'payers.24h', atLeast: 3 },
          { feature: 'paid.1h.sum', atLeast: { feature: 'received.1h.sum', times: 0.8 } },
        ],
      },
      thresholds: { least: { base: '2000000' } },
    },
    {
      id: 'payee-collects',
      version: 1,
      mode: 'live',
      action: 'review',
      condition: {
        all: [
          { feature: 'payment.payeeKind', is: 'customer' },
          { feature: 'payee.payers.24h', above: { threshold: 'most' } },
        ],
      },
      thresholds: { most: { base: 25 } },
    },
    {
      id: 'device-many-accounts',
      version: 1,
      mode: 'live',
      action: 'review',
      condition: { feature: 'device.accounts.30d', above: { threshold: 'most' } },
      thresholds: { most: { base: 3 } },
    },
    {
      id: 'device-velocity',
      version: 1,
      mode: 'live',
      action: 'review',
      condition: { feature: 'device.paid.1h.count', above: { threshold: 'most' } },
      thresholds: { most: { base: 30, min: 30, max: 90, adapts: { by: 'load' }, step: 0.5 } },
    },
    {
      id: 'new-device-high-amount',
      version: 1,
      mode: 'live',
      action: 'step-up',
      condition: {
        all: [
          { feature: 'device.isNew', is: true },
          { feature: 'payment.amount', above: { threshold: 'high' } },
        ],
      },
      thresholds: { high: { base: '500000' } },
    },
    {
      id: 'amount-outside-habit',
      version: 1,
      mode: 'live',
      action: 'step-up',
      condition: { feature: 'payment.amount', above: { threshold: 'usual' } },
      thresholds: {
        usual: { base: '5000000', min: '500000', max: '10000000', adapts: { by: 'own-habit', spreads: 4 }, step: 0.25 },
      },
    },
    {
      id: 'many-devices',
      version: 1,
      mode: 'shadow',
      action: 'step-up',
      condition: { feature: 'devices.30d', above: { threshold: 'most' } },
      thresholds: { most: { base: 5 } },
    },
    {
      id: 'merchant-burst',
      version: 1,
      mode: 'shadow',
      action: 'review',
      condition: {
        all: [
          { feature: 'payment.payeeKind', is: 'merchant' },
          { feature: 'payee.received.10m.count', above: { threshold: 'most' } },
        ],
      },
      thresholds: { most: { base: 300, min: 300, max: 1500, adapts: { by: 'load' }, step: 0.5 } },
    },
    {
      id: 'region-surge',
      version: 1,
      mode: 'shadow',
      action: 'review',
      condition: {
        all: [
          { feature: 'region.1h.count', atLeast: 200 },
          { feature: 'region.load', above: { threshold: 'most' } },
        ],
      },
      thresholds: { most: { base: 4 } },
    },
  ],
};
