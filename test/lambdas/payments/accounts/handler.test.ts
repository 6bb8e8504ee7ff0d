import { type AccountsDeps, makeAccounts } from '../../../../lambdas/payments/accounts/handler.ts';
import type { Entry } from '../../../../lambdas/payments/domain/account.ts';
import { keepingLog, silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf, type RequestUnderTest } from '../../../support/http.ts';
import { anAccountOf } from '../../../support/payments.ts';

const inert: AccountsDeps['ledger'] = {
  openAccount: unexpected('openAccount'),
  account: unexpected('account'),
  entries: unexpected('entries'),
  balanceAt: unexpected('balanceAt'),
  setStatus: unexpected('setStatus'),
};
const accounts = (ledger: Partial<AccountsDeps['ledger']>, log = silentLog) =>
  makeAccounts({ ledger: { ...inert, ...ledger }, log, meter: silentMeter });
const account = async (id: string) => anAccountOf(id, { balance: 500n, held: 100n, available: 400n });
const asked = (route: string, changes: Partial<RequestUnderTest> = {}) =>
  httpEvent({ route, path: { accountId: 'asha:INR' }, ...changes });
const ops = { subject: 'operations', scope: 'ops/write' };

describe('an account', () => {
  const request = { owner: 'asha', kind: 'customer', currency: 'INR' };
  const open = (answer: 'opened' | 'known' | 'id-reused') =>
    accounts({ openAccount: async () => answer, account })(asked('POST /v1/accounts', { body: request, ...ops }));

  it.each([
    ['opened', 201],
    ['known', 200],
    ['id-reused', 409],
  ] as const)('that was %s is answered with %d', async (answer, status) => {
    expect((await open(answer)).statusCode).toBe(status);
  });

  it('is shown to its owner and to operators, and looked up for nobody else', async () => {
    const show = (changes: Partial<RequestUnderTest>, ledger: Partial<AccountsDeps['ledger']> = { account }) =>
      accounts(ledger)(asked('GET /v1/accounts/{accountId}', { headers: {}, ...changes }));
    expect(jsonOf(await show({}))).toMatchObject({
      balance: { minor: '500' },
      held: { minor: '100' },
      available: { minor: '400' },
    });
    expect((await show({ subject: 'ops', scope: 'ops/read' })).statusCode).toBe(200);
    expect((await show({ subject: 'ravi' }, {})).statusCode).toBe(403);
    expect((await show({}, { account: async () => undefined })).statusCode).toBe(404);
  });

  it('is shown as it was at an instant', async () => {
    const answer = await accounts({ account, balanceAt: async (_, at) => BigInt(at.getUTCDate()) })(
      asked('GET /v1/accounts/{accountId}', { headers: {}, query: { at: '2026-11-20T23:00:00-05:00' } }),
    );
    expect(jsonOf(answer)).toMatchObject({ balance: { minor: '21' }, asOf: '2026-11-21T04:00:00.000Z' });
  });

  it.each(['0000-12-31T23:59:59Z', '0001-01-01T00:00:00+05:30'])(
    'was nothing anybody can ask for at %s',
    async (at) => {
      const show = asked('GET /v1/accounts/{accountId}', { headers: {}, query: { at } });
      expect((await accounts({})(show)).statusCode).toBe(400);
    },
  );

  it('has in the log who opened it and who froze it', async () => {
    const log = keepingLog();
    const handler = accounts({ openAccount: async () => 'opened', account, setStatus: async () => 'frozen' }, log);
    await handler(asked('POST /v1/accounts', { body: { ...request, floor: '-500' }, ...ops }));
    await handler(asked('PUT /v1/accounts/{accountId}/status', { body: { status: 'frozen' }, ...ops }));
    expect(log.told).toEqual([
      ['account.opened', { accountId: 'asha:INR', kind: 'customer', floor: '-500', by: 'operations' }],
      ['account.status-put', { accountId: 'asha:INR', status: 'frozen', by: 'operations' }],
    ]);
  });

  it('is not opened in the name of the system, whose accounts begin with it', async () => {
    const body = { owner: 'system', kind: 'customer', currency: 'INR' };
    expect((await accounts({})(asked('POST /v1/accounts', { body, ...ops }))).statusCode).toBe(400);
  });

  it.each(['XYZ', 'DEM', 'XXX', 'inr', 'INRX'])('is not opened in %s, which nobody pays in', async (currency) => {
    const answer = await accounts({})(asked('POST /v1/accounts', { body: { ...request, currency }, ...ops }));
    expect([answer.statusCode, problemOf(answer).errors?.[0]?.pointer]).toEqual([400, '/currency']);
  });

  it.each(['KWD', 'JPY', 'EUR'])('is opened in %s', async (currency) => {
    const body = { ...request, currency };
    const opened = accounts({ openAccount: async () => 'opened', account })(
      asked('POST /v1/accounts', { body, ...ops }),
    );
    expect((await opened).statusCode).toBe(201);
  });

  it.each([
    ['frozen', 200],
    ['unknown-account', 404],
    ['account-closed', 409],
    ['account-not-empty', 409],
  ] as const)('whose status is asked for and that is %s is answered with %d', async (answer, status) => {
    const handler = accounts({ setStatus: async () => answer, account });
    const put = asked('PUT /v1/accounts/{accountId}/status', { body: { status: 'frozen' }, ...ops });
    expect((await handler(put)).statusCode).toBe(status);
  });
});

describe('entries', () => {
  const entry = (changes: Partial<Entry>): Entry => ({
    id: 'api/key-1',
    cursor: '2026-11-21T06:00:00.000000Z|asha:INR|1',
    outcome: 'posted',
    amount: -500n,
    held: 0n,
    balance: 0n,
    version: 1n,
    counterparty: 'ravi:INR',
    kind: 'payment',
    reference: null,
    at: '2026-11-21T06:00:00.000Z',
    ...changes,
  });
  const list = (query: Record<string, string>, ledger: Partial<AccountsDeps['ledger']> = {}) =>
    accounts({
      account,
      entries: async () => ({ entries: [entry({}), entry({ amount: 20n, kind: 'refund' })], next: undefined }),
      ...ledger,
    })(asked('GET /v1/accounts/{accountId}/entries', { headers: {}, query }));

  it('are picked by kind and direction', async () => {
    const kinds = async (query: Record<string, string>) =>
      jsonOf<{ entries: { kind: string }[] }>(await list(query)).entries.map(({ kind }) => kind);
    expect(await kinds({})).toEqual(['payment', 'refund']);
    expect(await kinds({ kind: 'refund' })).toEqual(['refund']);
    expect(await kinds({ direction: 'out' })).toEqual(['payment']);
    expect(await kinds({ direction: 'in', kind: 'payment' })).toEqual([]);
  });

  it('go on where the page before ended, by a cursor that nobody can forge into something else', async () => {
    const next = '2026-11-21T06:00:00.123456Z|asha:INR|7';
    const first = jsonOf<{ next: string }>(await list({}, { entries: async () => ({ entries: [], next }) }));
    const asked: unknown[] = [];
    await list(
      { before: first.next, limit: '5' },
      {
        entries: async (_, page) => {
          asked.push(page);
          return { entries: [], next: undefined };
        },
      },
    );
    expect(asked).toEqual([{ limit: 5, before: next }]);
  });

  it.each([
    "2026-11-21T06:00:00.123456Z|asha:INR|7' OR 1=1",
    '2026-11-21T06:00:00.123Z|asha:INR|7',
    '2026-11-21T06:00:61.123456Z|asha:INR|7',
    '2026-02-30T06:00:00.123456Z|asha:INR|7',
    '0000-01-01T06:00:00.123456Z|asha:INR|7',
    '2026-11-21T06:00:00.123456Z|asha:INR|9999999999999999999',
  ])('are not looked for behind %s', async (forged) => {
    const before = Buffer.from(forged).toString('base64url');
    expect((await list({ before }, { entries: unexpected('entries') })).statusCode).toBe(400);
  });
});
