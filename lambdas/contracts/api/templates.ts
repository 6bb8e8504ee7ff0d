import { z } from 'zod';
import { customerId, instant } from '../event.ts';
import { channel, purpose, templateId } from '../notifications.ts';
import { wholeNumber } from './whole-number.ts';

export const templatePath = z.strictObject({ templateId });
export const templateVersionPath = templatePath.extend({
  version: wholeNumber(1, 2_147_483_647),
});

/** Half of a surrogate pair and NUL have no place in the database. */
const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
const words = (longest: number) =>
  z.string().min(1).max(longest).refine(isStorable, 'must be whole characters without NUL');
/** Text with Liquid in it. */
const liquid = (longest: number) => words(longest).describe('Liquid');

const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/, 'must be a language such as en or hi-IN');
const fewer = (than: number) => (of: object) => Object.keys(of).length <= than;
const byLanguage = <S extends z.ZodType>(text: S) =>
  z
    .record(languageTag, text)
    .refine((texts) => Object.hasOwn(texts, 'en'), { path: ['en'], message: 'is missing' })
    .refine(fewer(15), 'must have at most 15 languages')
    .describe('By language; `en` is for all customers whose own is not here');

export const variableType = z.enum(['text', 'number', 'money', 'date', 'url']);
export type VariableType = z.infer<typeof variableType>;

const variableName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9_]{0,39}$/, 'must be a word that begins with a small letter')
  .refine(
    (name) => !/^(link|and|or|not|contains|true|false|nil|null|empty|blank)$/.test(name),
    'is a word of the template language',
  );

const variable = z
  .strictObject({
    type: variableType,
    source: words(60).describe('`customer.name`, `eligibility.amount`, ...; `value.<name>` comes with the request'),
    default: z.string().max(500).refine(isStorable, 'must be whole characters without NUL').optional(),
    maxLength: z
      .int()
      .min(1)
      .max(500)
      .default(40)
      .describe('Of text and addresses, in UTF-16 units: longer text is cut; a longer address is not used'),
    gsm7: z.boolean().default(false).describe('Text outside of GSM-7 gives way to the default, in an SMS'),
  })
  .meta({ id: 'TemplateVariable' });
export type VariableDefinition = z.output<typeof variable>;

const linkName = z.string().regex(/^[a-z][A-Za-z0-9_]{0,39}$/, 'must be a word that begins with a small letter');
const link = z.strictObject({
  name: linkName.describe('In texts: `{{ link.<name> }}`'),
  target: z
    .url({ protocol: /^https$/ })
    .max(1000)
    .refine(isStorable, 'must be whole characters without NUL'),
});

const dltId = z.string().regex(/^\d{19}$/, 'must have 19 digits');
const sms = z.strictObject({
  senderId: z
    .string()
    .regex(/^([A-Za-z]{6}|\d{6})$/, 'must be a header of 6 letters, or of 6 digits')
    .describe('As registered; digits are for promotion'),
  dltEntityId: dltId.describe('Who we are to India’s operators'),
  maxParts: z.int().min(1).max(6).default(2).describe('With every variable at its longest'),
  texts: byLanguage(
    z.strictObject({ dltTemplateId: dltId.describe('What this text is registered as'), body: liquid(1600) }),
  ),
});

const data = z
  .record(z.string().regex(/^[a-z][A-Za-z0-9_]{0,39}$/), liquid(500))
  .refine(fewer(20), 'must have at most 20 fields')
  .refine((fields) => !Object.hasOwn(fields, 'notificationId'), {
    path: ['notificationId'],
    message: 'is always there',
  })
  .default({})
  .describe('For the app, beside `notificationId`');
const ttlSec = z.int().min(0).max(2_419_200).default(86_400).describe('Not shown when it arrives later than this');

const push = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('visible'),
    data,
    ttlSec,
    texts: byLanguage(z.strictObject({ title: liquid(200), body: liquid(1000) })),
  }),
  z.strictObject({ kind: z.literal('silent'), data, ttlSec }),
]);

const email = z.strictObject({
  texts: byLanguage(
    z.strictObject({
      subject: liquid(300),
      html: liquid(50_000).describe('Liquid; values are escaped'),
      text: liquid(20_000).optional().describe('Left out: made from the HTML'),
    }),
  ),
});

const inbox = z.strictObject({
  link: linkName.optional().describe('Where a tap leads: one of `links`'),
  texts: byLanguage(z.strictObject({ title: liquid(200), body: liquid(4000) })),
});

/** What a message says, in each channel that it may go by. */
export const templateDefinition = z
  .strictObject({
    purpose,
    variables: z.record(variableName, variable).refine(fewer(50), 'must be at most 50').default({}),
    links: z
      .array(link)
      .max(20)
      .refine((links) => new Set(links.map(({ name }) => name)).size === links.length, 'must have names of their own')
      .default([]),
    sms: sms.optional(),
    push: push.optional(),
    email: email.optional(),
    inbox: inbox.optional(),
  })
  .refine((of) => channel.options.some((name) => of[name] !== undefined), 'must have a channel')
  .meta({ id: 'TemplateDefinition' });
export type TemplateDefinition = z.output<typeof templateDefinition>;

export const template = z
  .strictObject({
    templateId,
    version: z.int().positive(),
    definition: templateDefinition,
    createdAt: instant,
    createdBy: z.string(),
  })
  .meta({ id: 'Template' });
export type Template = z.output<typeof template>;

export const templatesQuery = z.strictObject({
  after: templateId.optional().describe('The last one of the page before'),
  limit: wholeNumber(1, 100).default(50),
});
export const templates = z
  .strictObject({
    templates: z.array(
      z.strictObject({
        ...{ templateId, version: z.int().positive(), purpose, createdAt: instant, createdBy: z.string() },
        channels: z.array(channel),
      }),
    ),
  })
  .meta({ id: 'Templates' });
export type Templates = z.output<typeof templates>;

export const previewRequest = z
  .strictObject({
    version: z.int().min(1).max(2_147_483_647).optional().describe('Left out: the newest'),
    channel,
    language: languageTag.optional().describe('Left out: the customer’s, or English'),
    customerId: customerId.optional().describe('Whose values to read; `values` go before them'),
    values: z
      .record(
        z.string().regex(/^[a-z]+\.[A-Za-z0-9_]{1,40}$/, 'must be a source such as customer.name'),
        z.string().max(500),
      )
      .default({})
      .describe('By source; money as `<minor units> <currency>`, dates in ISO 8601'),
  })
  .meta({ id: 'PreviewRequest' });
export type PreviewRequest = z.output<typeof previewRequest>;

export const preview = z
  .strictObject({
    version: z.int().positive(),
    message: z.discriminatedUnion('channel', [
      z.strictObject({
        channel: z.literal('sms'),
        body: z.string(),
        senderId: z.string(),
        dlt: z.strictObject({ entityId: z.string(), templateId: z.string() }),
        parts: z.int(),
        encoding: z.enum(['gsm-7', 'ucs-2']),
        units: z.int().describe('Septets of GSM-7, code units of UCS-2'),
      }),
      z.strictObject({
        channel: z.literal('push'),
        isSilent: z.boolean(),
        title: z.string(),
        body: z.string(),
        data: z.record(z.string(), z.string()),
        ttlSec: z.int(),
      }),
      z.strictObject({ channel: z.literal('email'), subject: z.string(), html: z.string(), text: z.string() }),
      z.strictObject({
        channel: z.literal('inbox'),
        title: z.string(),
        body: z.string(),
        link: z.string().nullable(),
      }),
    ]),
  })
  .meta({ id: 'Preview' });
export type Preview = z.output<typeof preview>;
