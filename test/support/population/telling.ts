import { type IndiaDate, writtenDate } from './calendar.ts';
import { rupees } from './rupees.ts';
import type { NoticeTruth, TransactionTruth, Truth } from './types.ts';

/** A message before it has a receiver and a time. */
export type Draft = { readonly sender: string; readonly message: string; readonly truth: Truth };

export type Facts = {
  readonly date: IndiaDate;
  readonly amountMinor?: bigint;
  readonly account?: string;
  readonly balanceMinor?: bigint;
  readonly limitMinor?: bigint;
  readonly minimumMinor?: bigint;
  readonly offerMinor?: bigint;
  readonly merchant?: string;
  readonly reference?: string;
  readonly place?: string;
  readonly dueDate?: IndiaDate;
  readonly code?: string;
};

const inRupees = (minor: bigint | undefined): string | undefined => (minor === undefined ? undefined : rupees(minor));

/** How each fact is written. */
const writers: Readonly<Record<string, (facts: Facts) => string | undefined>> = {
  dmy: ({ date }) => writtenDate(date).dmy,
  dMonY: ({ date }) => writtenDate(date).dMonY,
  ddMonyy: ({ date }) => writtenDate(date).ddMonyy,
  slashed: ({ date }) => writtenDate(date).slashed,
  iso: ({ date }) => date,
  dueDate: ({ dueDate }) => (dueDate === undefined ? undefined : writtenDate(dueDate).dMonY),
  amount: ({ amountMinor }) => inRupees(amountMinor),
  plain: ({ amountMinor }) => inRupees(amountMinor)?.replaceAll(',', ''),
  balance: ({ balanceMinor }) => inRupees(balanceMinor),
  limit: ({ limitMinor }) => inRupees(limitMinor),
  minimum: ({ minimumMinor }) => inRupees(minimumMinor),
  offer: ({ offerMinor }) => inRupees(offerMinor),
  account: ({ account }) => account,
  merchant: ({ merchant }) => merchant,
  reference: ({ reference }) => reference,
  place: ({ place }) => place,
  code: ({ code }) => code,
};

/** The template with its facts in place; a fact that is asked for and missing is a mistake in the caller. */
export const fill = (template: string, facts: Facts): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = writers[name]?.(facts);
    if (value === undefined) throw new Error(`the template asks for ${name}`);
    return value;
  });

/** Money that moved, told; the truth holds only what the template says. */
export function tellTransaction(
  sender: string,
  template: string,
  facts: Facts & { readonly amountMinor: bigint; readonly account: string },
  { ledger, kind, direction }: Pick<TransactionTruth, 'ledger' | 'kind' | 'direction'>,
): Draft {
  const said = <Value>(name: string, value: Value | undefined): Value | null =>
    template.includes(`{${name}}`) ? (value ?? null) : null;
  return {
    sender,
    message: fill(template, facts),
    truth: {
      isTransaction: true,
      ledger,
      kind,
      direction,
      amountMinor: facts.amountMinor,
      currency: 'INR',
      account: facts.account,
      balanceMinor: said('balance', facts.balanceMinor),
      limitMinor: said('limit', facts.limitMinor),
      merchant: said('merchant', facts.merchant),
      reference: said('reference', facts.reference),
    },
  };
}

/** Something about money that did not move. */
export const tellNotice = (
  sender: string,
  template: string,
  facts: Facts,
  noticeClass: NoticeTruth['class'],
  bounce = false,
): Draft => ({
  sender,
  message: fill(template, facts),
  truth: { isTransaction: false, class: noticeClass, bounce },
});

/** What the edge drops. */
export const tellDropped = (sender: string, message: string, dropped: 'otp' | 'personal'): Draft => ({
  sender,
  message,
  truth: { isTransaction: false, dropped },
});
