import type { EventEnvelope } from '../../contracts/event.ts';
import type { Database } from '../../shared/data-api.ts';
import type { BankFact } from '../domain/insights/fact.ts';

/** Takes in facts and the events that they raise, all or nothing; both may come again. @returns how many facts are new */
export type ApplyBankFacts = (facts: readonly BankFact[], events: readonly EventEnvelope[]) => Promise<number>;

export const applyBankFactsIn =
  (database: Database): ApplyBankFacts =>
  async (facts, events) => {
    const [row] = await database.query<{ added: number }>('SELECT devices.apply_bank_facts(:facts, :events) AS added', {
      facts,
      events,
    });
    return row?.added ?? 0;
  };
