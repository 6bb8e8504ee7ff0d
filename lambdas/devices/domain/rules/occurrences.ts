import type { BankFact } from '../insights/fact.ts';
import type { Occurrence } from './rule.ts';

/** A fact of a bank message as rules see it. */
export const ofBankFact = (fact: BankFact): Occurrence => ({
  customerId: fact.customer_id,
  cause: fact.movement,
  at: fact.received_at,
  amountMinor: fact.amount_minor,
  subject: {
    kind: fact.kind,
    direction: fact.direction,
    class: fact.class,
    isBounce: fact.is_bounce,
    isCreditCard: fact.is_credit_card,
    institution: fact.institution,
    institutionType: fact.institution_type,
    currency: fact.currency,
    amountMinor: fact.amount_minor === null ? null : Number(fact.amount_minor),
    balanceMinor: fact.balance_minor === null ? null : Number(fact.balance_minor),
    counterparty: fact.counterparty,
    utcDay: fact.received_at.slice(0, 10),
  },
  data: {
    amountMinor: fact.amount_minor,
    currency: fact.currency,
    account: fact.account,
    employer: fact.counterparty,
    lender: fact.institution_type === 'lender' ? fact.institution : fact.counterparty,
  },
});

export type AppChange = {
  readonly customer_id: string;
  /** UTC ISO 8601 with milliseconds. */
  readonly at: string;
  readonly package: string;
  readonly change: 'installed' | 'removed';
  readonly category: string;
};

/** An app that came or went, as rules see it. */
export const ofAppChange = ({ customer_id, at, package: name, change, category }: AppChange): Occurrence => ({
  customerId: customer_id,
  cause: `${change} ${name} ${at}`,
  at,
  amountMinor: null,
  subject: { change, category, package: name },
  data: { package: name, category },
});
