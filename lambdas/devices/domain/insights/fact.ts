import type { Sms } from '../../../contracts/devices.ts';
import { minorDigitsOf } from '../../../contracts/minor-units.ts';
import { type BankSms, isBounce, parseBankSms } from '../bank-sms/index.ts';

/** What a message said, in the columns of `devices.bank_fact`; sums of money as digits, so that JSON keeps them. */
export type BankFact = {
  readonly customer_id: string;
  readonly sms_key: string;
  readonly received_at: string;
  readonly institution: string | null;
  readonly institution_type: string | null;
  readonly direction: 'debit' | 'credit' | null;
  readonly kind: string | null;
  readonly class: string | null;
  readonly amount_minor: string | null;
  readonly currency: string | null;
  readonly account: string | null;
  readonly is_credit_card: boolean;
  readonly is_bounce: boolean;
  readonly balance_minor: string | null;
  readonly limit_minor: string | null;
  readonly min_due_minor: string | null;
  readonly due_date: string | null;
  readonly counterparty: string | null;
  readonly reference: string | null;
  readonly movement: string;
  readonly rule: string;
  readonly confidence: number;
};

/** Notices that move no money but say something of the customer's finances. Promotions and alerts do not. */
const tellingClasses: ReadonlySet<string> = new Set(['due', 'statement', 'balance', 'failed', 'mandate']);

/** The fact of a message, `undefined` when it says nothing that insights are made of. */
export function toFact(customerId: string, { key, sender, message, receivedAt }: Sms): BankFact | undefined {
  const parsed = parseBankSms({ sender, message });
  if (!isTelling(parsed)) return undefined;
  return {
    customer_id: customerId,
    sms_key: key,
    received_at: receivedAt,
    institution: parsed.institution,
    institution_type: parsed.institutionType,
    ...(parsed.isTransaction
      ? {
          direction: parsed.direction,
          kind: parsed.kind,
          class: null,
          is_credit_card: isCreditCard(parsed, message),
          min_due_minor: null,
          due_date: null,
        }
      : {
          direction: null,
          kind: null,
          class: parsed.class,
          is_credit_card: parsed.institutionType === 'card' || isCardBill(parsed, message),
          min_due_minor: minorOf(parsed.minDueMinor, parsed),
          due_date: parsed.dueDate,
        }),
    amount_minor: minorOf(parsed.amountMinor, parsed),
    currency: parsed.currency,
    account: parsed.account,
    is_bounce: isBounce(parsed),
    balance_minor: minorOf(parsed.balanceMinor, parsed),
    limit_minor: minorOf(parsed.limitMinor, parsed),
    counterparty: parsed.merchant,
    reference: parsed.reference,
    movement: movementOf(parsed, key),
    rule: parsed.rule,
    confidence: parsed.confidence,
  };
}

/** A debit card spends an account's money; a credit card has a limit, or is called so. */
const isCreditCard = (
  { isCard, limitMinor, institutionType }: BankSms & { isCard: boolean },
  message: string,
): boolean => isCard && (limitMinor !== null || institutionType === 'card' || /credit ?card/i.test(message));

/** A bank that has accounts and cards says which one it sends the bill for. */
const isCardBill = (parsed: BankSms, message: string): boolean =>
  !parsed.isTransaction && (parsed.class === 'due' || parsed.class === 'statement') && /credit ?card/i.test(message);

const isTelling = (parsed: BankSms): boolean =>
  parsed.isTransaction ? minorOf(parsed.amountMinor, parsed) !== '0' : tellingClasses.has(parsed.class);

/**
 * Two notices of one day in UTC with one reference, sum and direction tell of one movement; without a reference each
 * stands for itself. Loans and standing orders keep their reference for years.
 */
const movementOf = (parsed: BankSms, key: string): string =>
  parsed.isTransaction && parsed.reference !== null
    ? `${key.slice(0, 10)} ${parsed.reference} ${parsed.direction} ${parsed.amountMinor}`
    : key;

/** The parser has hundredths of every currency; half a minor unit is rounded away from zero. */
function minorOf(hundredths: bigint | null, { currency }: Pick<BankSms, 'currency'>): string | null {
  if (hundredths === null) return null;
  const parts = hundredths * 10n ** BigInt(currency === null ? 2 : minorDigitsOf(currency));
  const half = parts < 0n ? -50n : 50n;
  return ((parts + half) / 100n).toString();
}
