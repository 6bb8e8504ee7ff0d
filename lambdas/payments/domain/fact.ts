import { deterministicId } from '../../shared/deterministic-id.ts';
import type { Account } from './account.ts';
import type { Operation } from './operation.ts';
import type { RememberedRefusal, Success } from './verdict.ts';

/** What the ledger did or refused, on its way to become a domain event. Sums are minor units. */
export type Fact = {
  /** The outbox row it lies in; a row is sent as a whole. */
  readonly seq: string;
  readonly id: string;
  readonly op: Operation['op'] | 'expire';
  readonly outcome: Success | RememberedRefusal;
  readonly debit: string;
  readonly debitOwner: string | null;
  readonly debitKind?: Account['kind'];
  readonly credit: string;
  readonly creditOwner: string | null;
  readonly creditKind?: Account['kind'];
  readonly amount: bigint;
  readonly currency: string;
  readonly hold: string | null;
  readonly reverses: string | null;
  readonly group: string | null;
  readonly kind: string | null;
  readonly reference: string | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly debitBalance: bigint | null;
  readonly debitVersion: bigint | null;
  readonly creditBalance: bigint | null;
  readonly creditVersion: bigint | null;
  readonly at: string;
};

/** A fact that is published again has the same id; `subject` parts the events of one fact, say payer and payee. */
export const factEventId = ({ id }: Pick<Fact, 'id'>, subject: string): string =>
  deterministicId('payments', id, subject);
