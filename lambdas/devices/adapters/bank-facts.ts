import type { Database } from '../../shared/data-api.ts';
import { invariant } from '../../shared/invariant.ts';
import type { BankFact } from '../domain/insights/fact.ts';
import type { RaisedEvent } from '../domain/rules/rule.ts';

export type AppliedFacts = {
  /** How many facts are new. */
  readonly added: number;
  /** Whether events of these customers are not on the stream yet, of this call or of one that was cut short. */
  readonly waiting: boolean;
};

/** Takes in facts and the events that they raise, all or nothing; both may come again. */
export type ApplyBankFacts = (facts: readonly BankFact[], events: readonly RaisedEvent[]) => Promise<AppliedFacts>;

export const applyBankFactsIn =
  (database: Database): ApplyBankFacts =>
  async (facts, events) => {
    const [applied] = await database.query<AppliedFacts>(
      'SELECT added, waiting FROM devices.apply_bank_facts(:facts, :events)',
      { facts, events },
    );
    invariant(applied !== undefined, 'the function answers with one row');
    return applied;
  };
