import type { VariableType } from '../../../contracts/api/templates.ts';

/** What a message can say of a customer, and what it is. */
const known = new Map<string, VariableType>([
  ['customer.name', 'text'],
  ['customer.language', 'text'],
  ['eligibility.amount', 'money'],
  ['eligibility.product', 'text'],
  ['wallet.balance', 'money'],
  ['campaign.name', 'text'],
]);

/** `value.<name>`: brought along by the request, as text that is read as whatever the template says it is. */
const ofRequest = /^value\.[A-Za-z][A-Za-z0-9_]{0,39}$/;

/** Whether values of this source can be of this type. @returns `unknown` without such a source */
export function checkSource(source: string, type: VariableType): 'fits' | 'other-type' | 'unknown' {
  if (ofRequest.test(source)) return 'fits';
  const is = known.get(source);
  if (is === undefined) return 'unknown';
  return is === type ? 'fits' : 'other-type';
}
