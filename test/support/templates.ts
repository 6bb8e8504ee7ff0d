import { aDefinition } from '../../lambdas/contracts/api/template-examples.ts';
import { type Template, type TemplateDefinition, templateDefinition } from '../../lambdas/contracts/api/templates.ts';

/** The template of the reference, with changes. */
export const aTemplateDefinition = (changes: object = {}): TemplateDefinition =>
  templateDefinition.parse({ ...aDefinition, ...changes });

type Sms = NonNullable<TemplateDefinition['sms']>;

/** A template for SMS in English only. */
export const smsDefinition = (
  body: string,
  { variables = {}, ...changes }: Partial<Sms> & { variables?: object } = {},
): TemplateDefinition =>
  templateDefinition.parse({
    purpose: 'offers',
    variables,
    links: [{ name: 'offer', target: 'https://www.sangam.example/loans' }],
    sms: { ...aDefinition.sms, texts: { en: { ...aDefinition.sms.texts.en, body } }, ...changes },
  });

/** What the reference's template reads of Asha. */
export const valuesOfAsha = {
  'customer.name': 'Asha',
  'eligibility.amount': { minor: 250_000_00n, currency: 'INR' },
  'value.until': '2026-11-30',
  'link.offer': 'https://s.example/r/abc',
} as const;

/** A version as it is kept. */
export const aKeptTemplate = (changes: Partial<Template> = {}): Template => ({
  templateId: 'salary-offer',
  version: 1,
  definition: aTemplateDefinition(),
  createdAt: '2026-11-21T06:00:00.000Z',
  createdBy: 'operations',
  ...changes,
});
