import { templateDefinition } from '../../../lambdas/contracts/api/templates.ts';
import { templateFactsIn } from '../../../lambdas/notifications/adapters/campaign-templates.ts';
import { definitionsIn } from '../../../lambdas/notifications/adapters/sending-rules.ts';
import { templatesIn } from '../../../lambdas/notifications/adapters/templates-table.ts';
import { compileTemplate } from '../../../lambdas/notifications/domain/template/compile.ts';
import { problemsOf } from '../../../lambdas/notifications/domain/template/problems.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';
import { aTemplateDefinition } from '../../support/templates.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
});

afterAll(() => db.services.drop());

const saying = (title: string) => aTemplateDefinition({ inbox: { texts: { en: { title, body: 'b' } } } });

it('makes a version of what is new and none of what is the same', async () => {
  const templates = templatesIn(db.app);
  const first = await templates.put('salary', saying('one'), 'asha');
  expect(first).toEqual({
    ...{ templateId: 'salary', version: 1, definition: saying('one'), createdBy: 'asha' },
    createdAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/),
  });
  expect(await templates.put('salary', saying('one'), 'ravi')).toEqual(first);
  expect(await templates.put('salary', saying('two'), 'ravi')).toMatchObject({ version: 2, createdBy: 'ravi' });
  expect(await templates.put('salary', saying('one'), 'ravi')).toMatchObject({ version: 3, createdBy: 'ravi' });
  expect(await templates.get('salary', 1)).toEqual(first);
  expect(await templates.latest('salary')).toMatchObject({ version: 3, definition: saying('one') });
  expect([await templates.get('salary', 4), await templates.latest('other')]).toEqual([undefined, undefined]);
});

it('gives each of many at once a version of its own', async () => {
  const templates = templatesIn(db.app);
  const titles = ['a', 'b', 'c', 'd'];
  const kept = await Promise.all(titles.map((title) => templates.put('crowd', saying(title), title)));
  expect(kept.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4]);
  expect(kept.map(({ definition }) => definition.inbox?.texts.en?.title)).toEqual(titles);
});

it('keeps nothing of an application that would change or drop a version', async () => {
  await templatesIn(db.app).put('fixed', saying('one'), 'asha');
  await expect(db.app.query("UPDATE notifications.template SET created_by = 'eve'")).rejects.toThrow(
    /permission denied/,
  );
  await expect(db.app.query('DELETE FROM notifications.template')).rejects.toThrow(/permission denied/);
});

it('lists the newest of each, a page at a time', async () => {
  const templates = templatesIn(db.app);
  const { push, sms, email, ...inboxOnly } = saying('x');
  await templates.put('list-b', inboxOnly, 'asha');
  for (const title of ['one', 'two']) await templates.put('list-a', saying(title), 'asha');
  const [a] = await templates.list(1, 'list');
  const [b] = await templates.list(1, a?.templateId);
  expect([a, b]).toMatchObject([
    { templateId: 'list-a', version: 2, purpose: 'offers', channels: ['push', 'sms', 'email', 'inbox'] },
    { templateId: 'list-b', version: 1, channels: ['inbox'], createdBy: 'asha' },
  ]);
});

it('ships templates that it would take', async () => {
  const rows = await db.admin.query<{ id: string; definition: string }>(
    `SELECT template_id AS id, definition::text AS definition FROM notifications.template WHERE created_by = 'sangam'`,
  );
  expect(rows).not.toHaveLength(0);
  for (const { id, definition } of rows) {
    const stored: unknown = JSON.parse(definition);
    // As it is stored: what reads it does not fill in what is left out.
    expect([id, templateDefinition.parse(stored)]).toEqual([id, stored]);
    expect([id, problemsOf(stored as never)]).toEqual([id, []]);
    expect([id, compileTemplate(stored as never).channels.size > 0]).toEqual([id, true]);
  }
});

it('tells campaigns what a version is for and which channels it has a text for', async () => {
  const { put } = templatesIn(db.app);
  await put('facts', saying('one'), 'asha');
  await put('facts', aTemplateDefinition({ push: undefined, sms: undefined, email: undefined }), 'asha');
  const facts = templateFactsIn(db.app);
  expect(await facts('facts', 1)).toEqual({
    version: 1,
    purpose: 'offers',
    channels: ['push', 'sms', 'email', 'inbox'],
  });
  expect(await facts('facts', undefined)).toEqual({ version: 2, purpose: 'offers', channels: ['inbox'] });
  expect([await facts('facts', 3), await facts('none', undefined)]).toEqual([undefined, undefined]);
});

it('keeps and reads definitions longer than a row of an answer', async () => {
  const html = 'नमस्ते "😀" '.repeat(3500);
  const text = { subject: 's', html, text: 't' };
  const long = aTemplateDefinition({ email: { texts: { en: text, hi: text } } });
  const templates = templatesIn(db.app);
  expect((await templates.put('long', long, 'asha')).definition).toEqual(long);
  expect(await templates.latest('long')).toEqual(await templates.get('long', 1));
  expect((await templates.get('long', 1))?.definition).toEqual(long);
  expect(await definitionsIn(db.app)('long', 1)).toEqual({ definition: long });
  expect(await definitionsIn(db.app)('long', 2)).toBeUndefined();
});
