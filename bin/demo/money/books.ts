import type { Entries } from '../../../lambdas/contracts/api/payments.ts';
import type { Client } from '../client.ts';
import { rs, type Teller, walletOf } from './teller.ts';

type Entry = Entries['entries'][number];

/** Adds up the entries of each wallet and compares: the journal and the balances must say the same. */
export async function books(teller: Teller, owners: readonly string[]): Promise<string> {
  let counted = 0;
  const wrong: string[] = [];
  for (const owner of owners) {
    const { balance } = await teller.account(owner);
    const entries = await entriesOf(teller.operator, owner);
    counted += entries.length;
    const sum = entries.reduce((total, { amount }) => total + BigInt(amount.minor), 0n);
    if (sum !== BigInt(balance.minor)) wrong.push(`${owner} has ${rs(balance.minor)}, its entries say ${rs(sum)}`);
  }
  if (wrong.length > 0) throw new Error(`the books do not add up: ${wrong.join('; ')}`);
  return `Books      ${owners.length} wallets: each balance is what its entries add up to (${counted} entries)`;
}

/** The newest entries of a wallet, as a statement shows them. */
export async function statement(teller: Teller, owner: string, nameOf: (owner: string) => string): Promise<string> {
  const entries = (await entriesOf(teller.operator, owner)).slice(0, 10);
  return entries
    .map(
      ({ at, outcome, amount, held, balance, counterparty, kind }) =>
        `  ${at.slice(0, 16).replace('T', ' ')}  ${(outcome === 'held' ? `held ${rs(held.minor)}` : signed(amount.minor)).padStart(18)}  left ${rs(balance.minor).padStart(13)}  ${(kind ?? '').padEnd(10)} ${nameOf(counterparty.split(':').slice(0, -1).join(':'))}`,
    )
    .join('\n');
}

const signed = (minor: string): string => (minor.startsWith('-') ? `-${rs(minor.slice(1))}` : `+${rs(minor)}`);

async function entriesOf({ must }: Client, owner: string): Promise<Entry[]> {
  const all: Entry[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const query = new URLSearchParams({ limit: '200', ...(next !== '' && { before: next }) });
    const page: Entries = await must({ method: 'GET', path: `/v1/accounts/${walletOf(owner)}/entries?${query}` });
    all.push(...page.entries);
    next = page.next;
  }
  return all;
}
