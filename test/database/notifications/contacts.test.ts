import { contactsIn } from '../../../lambdas/notifications/adapters/contacts-table.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
});

afterAll(() => db.services.drop());

const contacts = () => contactsIn(db.app);
const usual = { language: 'en', zone: 'Asia/Kolkata' };
const token = (name: string) => `token-of-a-phone:${name}`;
const ownersOf = async (address: string) => {
  const rows = await db.app.query<{ id: string; platform: string | null }>(
    'SELECT customer_id::text AS id, platform FROM notifications.endpoint WHERE address = :address ORDER BY 1',
    { address },
  );
  return rows.map(({ id }) => id);
};

it('saves customers as a whole and forgets the address that is not said any more', async () => {
  await contacts().put([
    { customerId: 'asha', name: 'Asha', ...usual, phone: '+919800000001', email: 'asha@example.in' },
    { customerId: 'ravi', ...usual, language: 'hi-IN', phone: '+919800000002' },
  ]);
  await contacts().putToken('asha', token('asha'), 'android');
  expect(await contacts().find('asha')).toEqual({
    customerId: 'asha',
    name: 'Asha',
    ...usual,
    phone: '+919800000001',
    email: 'asha@example.in',
    devices: 1,
    updatedAt: expect.stringMatching(/Z$/),
  });
  await contacts().put([{ customerId: 'asha', ...usual, phone: '+919800000009' }]);
  expect(await contacts().find('asha')).toMatchObject({ name: null, phone: '+919800000009', email: null, devices: 1 });
  expect(await contacts().find('ravi')).toMatchObject({ language: 'hi-IN', phone: '+919800000002' });
  expect(await ownersOf('+919800000001')).toEqual([]);
  expect(await contacts().find('nobody')).toBeUndefined();
});

it('saves two overlapping lists at the same time', async () => {
  const list = (from: number) =>
    Array.from({ length: 200 }, (_, at) => ({
      customerId: `both-${(from + at * 7) % 200}`,
      ...usual,
      phone: '+919800000007',
    }));
  await Promise.all([contacts().put(list(0)), contacts().put(list(100)), contacts().put(list(33).reverse())]);
  expect(await ownersOf('+919800000007')).toHaveLength(200);
});

it('lets customers change their language and zone, and nothing else', async () => {
  await contacts().put([{ customerId: 'meera', name: 'Meera', ...usual, email: 'meera@example.in' }]);
  await contacts().putOwn('meera', { language: 'ta', zone: 'Europe/Berlin' });
  expect(await contacts().find('meera')).toMatchObject({
    name: 'Meera',
    language: 'ta',
    zone: 'Europe/Berlin',
    email: 'meera@example.in',
  });
  await contacts().putOwn('new-one', usual);
  expect(await contacts().find('new-one')).toMatchObject({ ...usual, phone: null });
});

describe('a device token', () => {
  it('belongs to the customer who brought it last', async () => {
    await contacts().putToken('first', token('shared'), 'android');
    await contacts().putToken('second', token('shared'), 'android');
    expect(await ownersOf(token('shared'))).toEqual(['second']);
    await contacts().removeToken('first', token('shared'));
    expect(await ownersOf(token('shared'))).toEqual(['second']);
    await contacts().removeToken('second', token('shared'));
    expect(await ownersOf(token('shared'))).toEqual([]);
  });

  it('has one owner when many bring it at the same moment', async () => {
    const many = Array.from({ length: 12 }, (_, at) => `at-once-${at}`);
    await Promise.all(many.map((customerId) => contacts().putToken(customerId, token('raced'), 'ios')));
    expect(await ownersOf(token('raced'))).toHaveLength(1);
  });

  it('works again once it is brought again, if it was dead and nothing else', async () => {
    const reasons = async () => {
      const rows = await db.app.query<{ address: string }>(
        `SELECT address FROM notifications.suppression WHERE channel = 'push' ORDER BY 1`,
      );
      return rows.map(({ address }) => address);
    };
    await db.admin.query(
      `INSERT INTO notifications.suppression (channel, address, reason)
       VALUES ('push', :dead, 'dead'), ('push', :unwanted, 'opted-out')`,
      { dead: token('dead'), unwanted: token('unwanted') },
    );
    await contacts().putToken('back', token('dead'), 'android');
    await contacts().putToken('back', token('unwanted'), 'android');
    expect(await reasons()).toEqual([token('unwanted')]);
  });

  it('stands beside nine others of a customer: the oldest go', async () => {
    for (let at = 0; at < 12; at++) await contacts().putToken('collector', token(`phone-${at}`), 'android');
    expect(await contacts().find('collector')).toMatchObject({ devices: 10 });
    expect(await ownersOf(token('phone-1'))).toEqual([]);
    expect(await ownersOf(token('phone-2'))).toEqual(['collector']);
    expect(await ownersOf(token('phone-11'))).toEqual(['collector']);
  });
});

it('lists customers by id, page by page, each once', async () => {
  const ids = ['page-10', 'page-2', 'page-A', 'page_a', 'pagea', 'Page-1', 'pag'];
  await contacts().put(ids.map((customerId) => ({ customerId, ...usual, name: 'Nobody' })));
  const pages: string[][] = [];
  let after: string | undefined;
  do {
    const { customers, next } = await contacts().list({ prefix: 'page', after, limit: 2 });
    pages.push(customers.map(({ customerId }) => customerId));
    expect(Object.keys(customers[0] ?? {})).toEqual(['customerId', 'createdAt']);
    after = next ?? undefined;
  } while (after !== undefined);
  expect(pages).toEqual([['page-10', 'page-2'], ['page-A', 'page_a'], ['pagea']]);
  expect((await contacts().list({ prefix: 'page-1', limit: 50 })).customers).toHaveLength(1);
  expect((await contacts().list({ limit: 100 })).customers.length).toBeGreaterThan(ids.length);
});
