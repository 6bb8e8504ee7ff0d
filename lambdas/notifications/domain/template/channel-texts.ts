import type { TemplateDefinition } from '../../../contracts/api/templates.ts';
import type { Channel } from '../../../contracts/notifications.ts';
import type { EngineName } from './engine.ts';
import { fallbackLanguage } from './language.ts';
import { plainTextOf } from './plain-text.ts';

/** One Liquid text of a definition: where it stands, and what it is for. */
export type ChannelText = {
  readonly channel: Channel;
  readonly language: string;
  /** `body`, `title`, `subject`, `html`, `text`, or `data.<name>`. */
  readonly part: string;
  readonly engine: EngineName;
  readonly source: string;
  /** RFC 6901, into the definition. */
  readonly pointer: string;
};

type Parts = Readonly<Record<string, string | undefined>>;

/** All texts of a definition; those without a language of their own under the fallback's. */
export function textsOf({ sms, push, email, inbox }: TemplateDefinition): ChannelText[] {
  const each = <Text>(channel: Channel, texts: Readonly<Record<string, Text>> = {}, partsOf: (text: Text) => Parts) =>
    Object.entries(texts).flatMap(([language, text]) =>
      Object.entries(partsOf(text)).flatMap(([part, source]): ChannelText[] => {
        const pointer = `/${channel}/texts/${language}/${part}`;
        if (source === undefined) return [];
        return [{ channel, language, part, engine: part === 'html' ? 'html' : 'plain', source, pointer }];
      }),
    );
  return [
    ...each('sms', sms?.texts, ({ body }) => ({ body })),
    ...each('push', push?.kind === 'visible' ? push.texts : {}, ({ title, body }) => ({ title, body })),
    ...Object.entries(push?.data ?? {}).map(
      ([name, source]): ChannelText => ({
        ...{ channel: 'push', language: fallbackLanguage, part: `data.${name}`, engine: 'plain', source },
        pointer: `/push/data/${name}`,
      }),
    ),
    ...each('email', email?.texts, ({ subject, html, text }) => ({ subject, html, text: text ?? plainTextOf(html) })),
    ...each('inbox', inbox?.texts, ({ title, body }) => ({ title, body })),
  ];
}
