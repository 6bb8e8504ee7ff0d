import type { Database } from '../../shared/data-api.ts';

/** What the messages of one record of a lane have in common. */
export type ClaimedWish = {
  /** Names the record on its stream: when it is delivered again, its claims are still its own. */
  readonly claim: string;
  readonly campaign: string | null;
  readonly rule: string | null;
  readonly template: string;
  readonly version: number;
  readonly variant: string;
  readonly purpose: string;
  readonly promotional: boolean;
  readonly requested_at: string;
  /** Promotional messages to a customer, of all campaigns. */
  readonly per_day: number;
  readonly per_week: number;
  /** Millionths of the currency's unit that the campaign may spend; null: any. */
  readonly budget: string | null;
  /** What was asked for, without its recipients. */
  readonly request: object;
};

export type ClaimState = 'claimed' | 'suppressed' | 'waiting' | 'held-out';

/** One message, as far as it was decided. */
export type Claim = {
  /** Place of its wish, from 0. */
  readonly w: number;
  readonly id: string;
  readonly customer: string;
  readonly decision: ClaimState;
  readonly reason: string | null;
  /** The channel that it will be tried by first. */
  readonly channel: string | null;
  readonly due: string | null;
  /** Millionths: what it costs at most. */
  readonly reserve: number;
  readonly recipient: object;
};

/** Places of claims by what was decided of them: `claimed`, `interrupted`, `dropped`, or `<state>:<reason>`. */
export type Verdicts = Readonly<Record<string, readonly number[]>>;

export type Outcome = {
  readonly id: string;
  readonly claim: string;
  readonly state: 'accepted' | 'failed' | 'suppressed' | 'waiting' | 'unknown';
  readonly reason: string | null;
  readonly channel: string | null;
  readonly provider_id: string | null;
  /** Millionths. */
  readonly cost: number;
  readonly due: string | null;
  /** With its one recipient, of what waits. */
  readonly request: object | null;
  /** Of a message in the inbox. */
  readonly title?: string;
  readonly body?: string;
  readonly link?: string | null;
};

export type LostAddress = { readonly channel: string; readonly address: string; readonly reason: 'dead' | 'opted-out' };
export type MovedToken = { readonly customer: string; readonly address: string; readonly new_address: string };

export type Settlement = {
  readonly outcomes: readonly Outcome[];
  readonly lost: readonly LostAddress[];
  readonly moved: readonly MovedToken[];
};

/** Rows of messages, for those who send them: each is a call of the database, and safe to repeat. */
export type DispatchStore = {
  /** Whoever is answered `claimed` sends the message, and nobody else. @param claims each id once */
  readonly claim: (wishes: readonly ClaimedWish[], claims: readonly Claim[]) => Promise<Verdicts>;
  /** Writes down what came of claimed messages; in several calls where their texts are long. */
  readonly settle: (settlement: Settlement) => Promise<void>;
};

export const dispatchStoreIn = ({ query }: Pick<Database, 'query'>): DispatchStore => ({
  claim: async (wishes, asked) => {
    const [row] = await query<{ verdicts: string }>('SELECT notifications.claim(:wishes, :asked)::text AS verdicts', {
      wishes,
      asked,
    });
    return JSON.parse(row?.verdicts ?? '{}') as Verdicts;
  },

  settle: async ({ outcomes, lost, moved }) => {
    const sql = 'SELECT notifications.settle(:outcomes, :lost, :moved) AS settled';
    const [first = [], ...others] = inCalls(outcomes);
    await query(sql, { outcomes: first, lost, moved });
    for (const part of others) await query(sql, { outcomes: part, lost: [], moved: [] });
  },
});

/** Of texts in one call: beside them it holds requests, which are a record's, and all of it is at most 4 MiB. */
const textBytesMax = 2_000_000;
/** A character of India's scripts, or a quotation mark in JSON within JSON. */
const bytesOfCharacter = 4;

/** A batch of long messages in the app is more than the Data API takes in one call. */
function inCalls(outcomes: readonly Outcome[]): Outcome[][] {
  const calls: Outcome[][] = [[]];
  let bytes = 0;
  for (const outcome of outcomes) {
    const size = (outcome.body?.length ?? 0) * bytesOfCharacter;
    if (bytes + size > textBytesMax) {
      calls.push([]);
      bytes = 0;
    }
    calls.at(-1)?.push(outcome);
    bytes += size;
  }
  return calls;
}
