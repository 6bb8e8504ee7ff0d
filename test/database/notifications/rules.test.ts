import { notificationRuleRequest } from '../../../lambdas/contracts/api/notification-rules.ts';
import { templateDefinition } from '../../../lambdas/contracts/api/templates.ts';
import { triggerRulesIn } from '../../../lambdas/notifications/adapters/trigger-rules.ts';
import { parseRule } from '../../../lambdas/notifications/domain/rules/parse-rule.ts';
import { requestsOf } from '../../../lambdas/notifications/domain/rules/requests-of.ts';
import { bookOf } from '../../../lambdas/notifications/domain/rules/rule.ts';
import { compileTemplate } from '../../../lambdas/notifications/domain/template/compile.ts';
import { problemsOf } from '../../../lambdas/notifications/domain/template/problems.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';
import { aPostedTransfer, aRuleDefinition } from '../../support/trigger-rules.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
});

afterAll(() => db.services.drop());

const rules = () => triggerRulesIn(db.app);

it('numbers the versions of a rule and keeps one that is written again', async () => {
  await rules().put('numbered', aRuleDefinition(), 'operations');
  await rules().put('numbered', aRuleDefinition(), 'somebody else');
  expect(await rules().all('numbered')).toMatchObject([
    { version: 1, changedBy: 'operations', definition: aRuleDefinition() },
  ]);
  await rules().put('numbered', aRuleDefinition({ enabled: false }), 'operations');
  expect(await rules().all('numbered')).toMatchObject([{ version: 2, definition: { enabled: false } }]);
  expect(await rules().all('no-such-rule')).toEqual([]);
});

it('gives writers at the same time versions of their own', async () => {
  const many = [1, 2, 3, 4, 5, 6].map((expiresInMinutes) => aRuleDefinition({ expiresInMinutes }));
  await Promise.all(many.map((definition) => rules().put('raced', definition, 'operations')));
  expect(await rules().all('raced')).toMatchObject([{ version: 6 }]);
});

it('knows a rule whose template nobody wrote', async () => {
  await rules().put('lonely', aRuleDefinition({ template: 'no-such-template' }), 'operations');
  expect(await rules().all('lonely')).toMatchObject([{ templateVersion: null, purpose: null }]);
});

describe('the rules of the first day', () => {
  const shipped = async () => (await rules().all()).filter(({ changedBy }) => changedBy === 'sangam');
  const templateOf = async (id: string) => {
    const [row] = await db.app.query<{ definition: string }>(
      'SELECT definition::text AS definition FROM notifications.template WHERE template_id = :id AND version = 1',
      { id },
    );
    return JSON.parse(row?.definition ?? 'null') as unknown;
  };

  it('are what the API would take', async () => {
    const all = await shipped();
    expect(all).toHaveLength(7);
    for (const { definition } of all) {
      const request = notificationRuleRequest.parse(definition);
      expect(request).toEqual(definition);
      expect(parseRule(request)).toEqual({ ok: true, definition });
    }
  });

  it('have templates that the API would take, with texts for their channels and every value that these need', async () => {
    for (const { ruleId, definition, purpose } of await shipped()) {
      const stored = await templateOf(definition.template);
      const parsed = templateDefinition.parse(stored);
      expect(parsed).toEqual(stored);
      expect([ruleId, problemsOf(parsed)]).toEqual([ruleId, []]);
      const { channels, needs } = compileTemplate(parsed);
      expect([ruleId, definition.channels.filter((channel) => !channels.has(channel))]).toEqual([ruleId, []]);
      const missing = [...needs].filter(
        (source) => source.startsWith('value.') && !Object.hasOwn(definition.values, source.slice(6)),
      );
      expect([ruleId, missing]).toEqual([ruleId, []]);
      expect(purpose).toBe(parsed.purpose);
    }
  });

  it('tell a payer, a payee, and nobody of a fee', async () => {
    const book = bookOf(
      (await shipped()).map(({ ruleId, definition, templateVersion, purpose }) => ({
        ruleId,
        definition,
        template: { id: definition.template, version: templateVersion ?? 0, purpose: purpose ?? 'payments' },
      })),
    );
    const askedAt = (data: Record<string, unknown>) =>
      requestsOf(aPostedTransfer({ data }), book).map((request) => request.data.template.id);
    expect(askedAt({ role: 'payer', kind: null })).toEqual(['money-paid']);
    // Who hands in a file of a hundred thousand payouts gets its result, not as many messages.
    expect(askedAt({ role: 'payer', kind: 'payout' })).toEqual([]);
    expect(askedAt({ role: 'payee', kind: 'payout' })).toEqual(['money-received']);
    expect(askedAt({ role: 'payee', kind: 'qr-payment' })).toEqual(['money-received']);
    expect(askedAt({ role: 'payee', kind: 'cash-in' })).toEqual(['money-added']);
    expect(askedAt({ role: 'payer', kind: 'fee' })).toEqual([]);
    expect(askedAt({ role: 'system', kind: 'payment' })).toEqual([]);
  });
});
