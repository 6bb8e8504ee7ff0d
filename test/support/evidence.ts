import type { Evidence, EvidenceFact } from '../../lambdas/devices/domain/insights/evidence.ts';

/** What the database knows of a stranger. */
export const noEvidence: Evidence = {
  zone: 'Asia/Kolkata',
  months: [],
  balances: [],
  facts: [],
  profile: undefined,
  changes: [],
};

let facts = 0;

/** A transfer into an account at noon of `day`, with a key and a movement of its own. */
export function anEvidenceFact({ day = '2026-11-01', ...overrides }: Partial<EvidenceFact> = {}): EvidenceFact {
  const at = `${day}T06:30:00.000Z`;
  const key = `${at}#${String(facts++).padStart(16, '0')}`;
  return {
    key,
    at,
    day,
    institution: 'Example Bank',
    institutionType: 'bank',
    direction: 'credit',
    kind: 'neft',
    class: null,
    amount: '8500000',
    currency: 'INR',
    account: '7013',
    isCreditCard: false,
    isBounce: false,
    limit: null,
    minDue: null,
    dueDate: null,
    counterparty: null,
    movement: key,
    ...overrides,
  };
}

/** Something that moved no money. */
export const aNotice = (overrides: Partial<EvidenceFact>): EvidenceFact =>
  anEvidenceFact({ direction: null, kind: null, class: 'due', amount: null, currency: null, ...overrides });
