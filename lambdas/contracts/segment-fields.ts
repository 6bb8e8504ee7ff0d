/** What is known of a customer and can be asked for; a customer of whom it is not known meets no comparison. */
export const segmentFields = {
  'customer.language': 'text',
  'customer.zone': 'text',
  'customer.knownDays': 'number',
  /** Where an address is known; `inbox` has everybody. */
  'customer.channels': 'set',
  'insights.salary': 'money',
  'insights.salaryDaysAgo': 'number',
  'insights.emi': 'money',
  'insights.balance': 'money',
  'insights.bounces90d': 'number',
  'insights.lenders90d': 'number',
  'insights.appCategories': 'set',
  'wallet.balance': 'money',
  'wallet.available': 'money',
  /** Days since the last message that a provider took. */
  'notified.daysAgo': 'number',
} as const;
export type SegmentField = keyof typeof segmentFields;
