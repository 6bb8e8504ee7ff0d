import type { BankFact } from '../../lambdas/devices/domain/insights/fact.ts';
import type { Database } from '../../lambdas/shared/data-api.ts';

/** Sums of a customer, one line each and sorted, so that a difference reads. */
export type Sums = { readonly months: readonly string[]; readonly days: readonly string[] };

const indiaDay = ({ received_at }: BankFact): string =>
  new Date(Date.parse(received_at) + 330 * 60_000).toISOString().slice(0, 10);

const tellsWhatFor = ({ kind }: BankFact): boolean => ['salary', 'emi', 'loan'].includes(kind ?? '');

/** The sums in plain words: all facts of one customer, each once, and everything made anew from them. */
export function sumsOf(all: readonly BankFact[]): Sums {
  const inOrder = all.toSorted((a, b) => (a.sms_key < b.sms_key ? -1 : 1));
  const notices = inOrder.filter(({ direction }) => direction !== null);
  const counting = new Set(
    [...Map.groupBy(notices, ({ movement }) => movement).values()].map((same) => same.find(tellsWhatFor) ?? same[0]),
  );
  const months = Map.groupBy(notices, (fact) => `${indiaDay(fact).slice(0, 7)} ${fact.currency}`);
  const stated = inOrder.filter((fact) => fact.balance_minor !== null && fact.account !== null && !fact.is_credit_card);
  const days = Map.groupBy(stated, (fact) => `${fact.account} ${fact.currency} ${indiaDay(fact)}`);
  return {
    months: [...months]
      .map(([month, theirs]) => {
        const sum = (matches: (fact: BankFact) => boolean): string => {
          const matching = theirs.filter((fact) => counting.has(fact) && matches(fact));
          return `${matching.reduce((total, fact) => total + BigInt(fact.amount_minor ?? '0'), 0n)}/${matching.length}`;
        };
        const isDebit = ({ direction }: BankFact) => direction === 'debit';
        const ofAccount = ({ is_credit_card }: BankFact) => !is_credit_card;
        return [
          month,
          sum((fact) => ofAccount(fact) && !isDebit(fact)),
          sum((fact) => ofAccount(fact) && isDebit(fact)),
          sum(({ kind }) => kind === 'salary'),
          sum((fact) => ofAccount(fact) && isDebit(fact) && fact.kind === 'emi'),
          sum((fact) => !ofAccount(fact) && isDebit(fact)),
          theirs.length,
        ].join(' ');
      })
      .toSorted(),
    days: [...days]
      .map(([day, theirs]) => {
        const balances = theirs.map((fact) => Number(fact.balance_minor));
        return `${day} ${Math.min(...balances)} ${balances.at(-1)} ${theirs.length}`;
      })
      .toSorted(),
  };
}

/** The same as the database has them. */
export async function sumsIn(database: Database, customer: string): Promise<Sums> {
  const lines = async (sql: string) =>
    (await database.query<{ line: string }>(sql, { customer })).map(({ line }) => line).toSorted();
  return {
    months: await lines(
      `SELECT concat_ws(' ', to_char(month, 'YYYY-MM'), currency,
         inflow_minor || '/' || inflow_count, outflow_minor || '/' || outflow_count, salary_minor || '/' || salary_count,
         emi_minor || '/' || emi_count, card_spend_minor || '/' || card_spend_count, messages) AS line
       FROM devices.customer_month WHERE customer_id = :customer`,
    ),
    days: await lines(
      `SELECT concat_ws(' ', account, currency, day, min_balance_minor, end_balance_minor, messages) AS line
       FROM devices.account_day WHERE customer_id = :customer`,
    ),
  };
}
