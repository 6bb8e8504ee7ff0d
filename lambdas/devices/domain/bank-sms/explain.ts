import { isBounce } from './bounce.ts';
import { decimalString } from './money.ts';
import type { BankSms } from './types.ts';

/** What was extracted and by which rule, a line a field, for a person at the support desk. */
export function explainBankSms(sms: BankSms): string {
  const sum = (minor: bigint | null): string | null => (minor === null ? null : decimalString(minor));
  const head = sms.isTransaction
    ? `Transaction: ${sms.currency} ${decimalString(sms.amountMinor)} ${sms.direction} (${sms.kind})`
    : `Not a transaction: ${sms.class}${isBounce(sms) ? ' (bounce)' : ''}`;
  const institution =
    sms.institution === null ? 'not a listed header' : `${sms.institution} (${sms.institutionType ?? 'unknown type'})`;
  const fields: readonly (readonly [string, string | null])[] = [
    ['institution', institution],
    ['account', sms.account === null ? null : `...${sms.account}${sms.isTransaction && sms.isCard ? ' (card)' : ''}`],
    ['merchant', sms.merchant],
    ['vpa', sms.isTransaction ? sms.vpa : null],
    ['reference', sms.reference],
    ['stated at', sms.isTransaction ? sms.statedAt : null],
    ['amount', sms.isTransaction ? null : sum(sms.amountMinor)],
    ['due date', sms.isTransaction ? null : sms.dueDate],
    ['minimum due', sms.isTransaction ? null : sum(sms.minDueMinor)],
    ['balance', sum(sms.balanceMinor)],
    ['limit', sum(sms.limitMinor)],
    ['rule', `${sms.rule}, confidence ${sms.confidence.toFixed(2)}`],
  ];
  const lines = fields.flatMap(([name, value]) => (value === null ? [] : [`  ${name.padEnd(12)} ${value}`]));
  return [head, ...lines].join('\n');
}
