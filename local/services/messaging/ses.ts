import { z } from 'zod';
import { type Answer, AwsError, type Call, jsonAnswer } from '../call.ts';
import type { Fate } from './behaviour.ts';
import { checked } from './requests.ts';
import type { MessagingTools } from './tools.ts';

const destination = z.strictObject({
  ToAddresses: z
    .array(z.string().regex(/^[\x21-\x7e]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/, 'is no e-mail address'))
    .length(1, 'the laptop sends each e-mail to one address'),
});
const tag = z.strictObject({
  Name: z.string().regex(/^[A-Za-z0-9_-]{1,256}$/),
  Value: z.string().regex(/^[A-Za-z0-9_.@-]{1,256}$/),
});
const header = z
  .strictObject({
    Name: z.string().regex(/^[\x21-\x39\x3b-\x7e]{1,126}$/),
    Value: z.string().regex(/^[\x20-\x7e]{1,995}$/),
  })
  .refine(({ Name, Value }) => Name.length + Value.length <= 996, 'is longer than 996 characters');
const content = z.strictObject({ Subject: z.string(), Html: z.string().optional(), Text: z.string().optional() });

const request = z.strictObject({
  FromEmailAddress: z.string().min(3),
  ConfigurationSetName: z.string().optional(),
  DefaultContent: z.strictObject({
    Template: z.strictObject({ TemplateContent: content, TemplateData: z.string().max(262_144) }),
  }),
  BulkEmailEntries: z
    .array(
      z.strictObject({
        Destination: destination,
        ReplacementTags: z.array(tag).optional(),
        ReplacementHeaders: z.array(header).max(15).optional(),
        ReplacementEmailContent: z
          .strictObject({ ReplacementTemplate: z.strictObject({ ReplacementTemplateData: z.string() }) })
          .optional(),
      }),
    )
    .min(1)
    .max(50),
});
type Entry = z.output<typeof request>['BulkEmailEntries'][number];

/** With an inline template. */
const bytesMax = 1_048_576;

const answers: Readonly<Record<Fate['answer'], string>> = {
  taken: 'SUCCESS',
  moved: 'SUCCESS',
  'busy-twice': 'ACCOUNT_THROTTLED',
  temporary: 'TRANSIENT_FAILURE',
  dead: 'MESSAGE_REJECTED',
  'opted-out': 'MESSAGE_REJECTED',
  refused: 'MESSAGE_REJECTED',
  lost: 'FAILED',
};

/** SendBulkEmail (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendBulkEmail.html) with an inline template. */
export const sesHandler =
  ({ known, fateOf, accept }: MessagingTools) =>
  (call: Call): Answer => {
    if (call.operation !== 'SendBulkEmail')
      throw new AwsError('UnsupportedOperation', `ses:${call.operation} has no stand-in on the laptop.`);
    if (call.body.length > bytesMax) throw new AwsError('BadRequestException', 'The request is larger than 1 MB.');
    const input = checked(request, call.input, 'BadRequestException');
    const { FromEmailAddress: from, ConfigurationSetName: set } = input;
    if (!known.mayBeSentFrom(from))
      throw new AwsError('MessageRejected', `Email address is not verified: ${from} is no identity of the templates.`);
    if (set !== undefined && !known.hasEmailConfigurationSet(set))
      throw new AwsError('NotFoundException', `Configuration set <${set}> does not exist.`, 404);
    const { TemplateContent, TemplateData } = input.DefaultContent.Template;
    const defaults = valuesIn(TemplateData);
    return jsonAnswer({ BulkEmailEntryResults: input.BulkEmailEntries.map(send) });

    function send({ Destination, ReplacementEmailContent, ReplacementHeaders = [], ReplacementTags = [] }: Entry) {
      const [address = ''] = Destination.ToAddresses;
      const own = valuesIn(ReplacementEmailContent?.ReplacementTemplate.ReplacementTemplateData ?? '{}');
      const filled = (text: string | undefined) => text && filledIn(text, { ...defaults, ...own });
      const fate = fateOf('email', address);
      const Status = answers[fate.answer];
      const { id } = accept(fate, {
        provider: 'ses',
        channel: 'email',
        address,
        notificationId: ReplacementTags.find(({ Name }) => Name === 'notificationId')?.Value,
        outcome: Status === 'SUCCESS' ? 'accepted' : Status,
        content: {
          from,
          title: filled(TemplateContent.Subject),
          html: filled(TemplateContent.Html),
          body: filled(TemplateContent.Text),
          headers: Object.fromEntries(ReplacementHeaders.map(({ Name, Value }) => [Name, Value])),
        },
        configurationSet: set,
      });
      return Status === 'SUCCESS' ? { Status, MessageId: id } : { Status, Error: 'As the address asks for.' };
    }
  };

/** Simple substitution, which is all that inline templates have; nothing is escaped. */
const filledIn = (text: string, values: Readonly<Record<string, unknown>>): string =>
  text.replaceAll(/\{\{\{?\s*([A-Za-z0-9_-]+)\s*\}?\}\}/g, (_, name: string) => String(values[name] ?? ''));

function valuesIn(json: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(json) as Readonly<Record<string, unknown>>;
  } catch {
    throw new AwsError('BadRequestException', 'Template data is no JSON.');
  }
}
