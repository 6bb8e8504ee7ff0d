import { z } from 'zod';
import {
  type AccountState,
  accountPath,
  accountQuery,
  accountRequest,
  type Entries,
  entriesQuery,
  statusRequest,
} from '../../contracts/api/payments.ts';
import {
  type ApiRequest,
  type HttpHandler,
  type HttpHandlerDeps,
  makeHttpHandler,
  type Reply,
} from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { Ledger } from '../adapters/aurora-ledger.ts';
import type { Account, Entry } from '../domain/account.ts';
import { isCursorInstant } from '../domain/cursor.ts';
import { publicId } from '../domain/transfer-id.ts';
import { ownerOf, walletOf } from '../domain/wallet.ts';
import { pageOf } from './page-of.ts';

export type AccountsDeps = HttpHandlerDeps & {
  readonly ledger: Pick<Ledger, 'openAccount' | 'account' | 'entries' | 'balanceAt' | 'setStatus'>;
};

const noQuery = z.strictObject({});

/** Opens, shows, lists and freezes accounts: to their owners what is theirs, to operators everything. */
export function makeAccounts({ ledger, ...deps }: AccountsDeps): HttpHandler {
  async function open(request: ApiRequest): Promise<Reply> {
    request.query(noQuery);
    const { owner, kind, currency, floor } = request.json(accountRequest);
    const id = walletOf(owner, currency);
    const answer = await ledger.openAccount({ id, owner, kind, currency, floor: BigInt(floor) });
    if (answer === 'id-reused')
      throw new Problem('conflict', 'The owner has an account in this currency that was opened with other terms.');
    if (answer === 'invalid') throw new Error('the ledger refused an account that the edge let through');
    if (answer === 'opened')
      deps.log.info('account.opened', { accountId: id, kind, floor, by: request.caller?.subject });
    return { status: answer === 'opened' ? 201 : 200, body: toState(await known(id), null) };
  }

  async function show(request: ApiRequest): Promise<Reply> {
    const id = accountOf(request);
    const { at } = request.query(accountQuery);
    const account = await known(id);
    if (at === undefined) return { status: 200, body: toState(account, null) };
    const asOf = new Date(at);
    const balance = (await ledger.balanceAt(id, asOf)) ?? 0n;
    return { status: 200, body: toState({ ...account, balance }, asOf.toISOString()) };
  }

  async function list(request: ApiRequest): Promise<Reply> {
    const id = accountOf(request);
    const { limit, before, kind, direction } = request.query(entriesQuery);
    const { currency } = await known(id);
    const cursor = before === undefined ? undefined : fromCursor(before);
    const isWanted = (entry: Entry): boolean =>
      (kind === undefined || entry.kind === kind) &&
      (direction === undefined || (direction === 'in' ? entry.amount > 0n : entry.amount < 0n));
    const page = await pageOf(ledger.entries, id, {
      limit,
      ...(cursor !== undefined && { before: cursor }),
      ...((kind ?? direction) !== undefined && { isWanted }),
    });
    const body: Entries = {
      entries: page.entries.map((entry) => toEntry(entry, currency)),
      next: page.next === undefined ? null : toCursor(page.next),
    };
    return { status: 200, body };
  }

  async function setStatus(request: ApiRequest): Promise<Reply> {
    const { accountId } = request.path(accountPath);
    request.query(noQuery);
    const { status } = request.json(statusRequest);
    const answer = await ledger.setStatus(accountId, status);
    if (answer === 'unknown-account') throw new Problem('not-found', 'No account has this id.');
    if (answer === 'account-closed') throw new Problem('conflict', 'A closed account stays closed.');
    if (answer === 'account-not-empty') throw new Problem('conflict', 'There is money in it, or held of it.');
    deps.log.info('account.status-put', { accountId, status, by: request.caller?.subject });
    return { status: 200, body: toState(await known(accountId), null) };
  }

  async function known(id: string): Promise<Account> {
    const account = await ledger.account(id);
    if (account === undefined) throw new Problem('not-found', 'No account has this id.');
    return account;
  }

  return makeHttpHandler(deps, (request) => {
    if (request.route.endsWith('/entries')) return list(request);
    if (request.route.endsWith('/status')) return setStatus(request);
    return request.route.startsWith('POST') ? open(request) : show(request);
  });
}

/** @throws Problem `not-yours` before anything is looked up: nobody learns which accounts there are */
function accountOf(request: ApiRequest): string {
  const { accountId } = request.path(accountPath);
  const { caller } = request;
  if (!caller?.scopes.has('ops/read') && ownerOf(accountId) !== caller?.subject)
    throw new Problem('not-yours', 'A customer may name no account but their own.');
  return accountId;
}

function toState(account: Account, asOf: string | null): AccountState {
  const { id, owner, kind, status, currency, balance, held, available } = account;
  const sum = (minor: bigint) => ({ minor: minor.toString(), currency });
  if (owner === null || kind === 'system') throw new Problem('not-found', 'No account has this id.');
  return {
    id,
    owner,
    kind,
    status,
    balance: sum(balance),
    held: sum(held),
    available: sum(available ?? balance - held),
    asOf,
  };
}

function toEntry(entry: Entry, currency: string): Entries['entries'][number] {
  const sum = (minor: bigint) => ({ minor: minor.toString(), currency });
  const { id, outcome, amount, held, balance, counterparty, kind, reference, at } = entry;
  return {
    transferId: publicId(id),
    outcome,
    amount: sum(amount),
    held: sum(held),
    balance: sum(balance),
    counterparty,
    kind,
    reference,
    at,
  };
}

const toCursor = (next: string): string => Buffer.from(next).toString('base64url');

/** An instant with its microseconds, an account or a part of one, and a version. */
const cursorForm = /^([^|]{27})\|[A-Za-z0-9:._#-]{1,90}\|\d{1,18}$/;

function fromCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, at = ''] = cursorForm.exec(text) ?? [];
  if (isCursorInstant(at)) return text;
  throw new Problem('invalid-request', 'See errors for each field that is wrong.', [
    { in: 'query', pointer: '/before', detail: 'must be a cursor of the page before' },
  ]);
}
