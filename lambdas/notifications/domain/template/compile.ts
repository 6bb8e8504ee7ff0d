import type { TemplateDefinition, VariableDefinition } from '../../../contracts/api/templates.ts';
import type { Channel, Purpose } from '../../../contracts/notifications.ts';
import { textsOf } from './channel-texts.ts';
import { defaultZone, type Reader } from './formats.ts';
import { fallbackLanguage, languageFor } from './language.ts';
import type { Rendered } from './rendered.ts';
import { inTemplate } from './scope.ts';
import { isGsm, smsParts, withinSeptets } from './sms-parts.ts';
import { parseText, renderText, type Scope, type Text } from './text.ts';
import { asType, MissingValue, readValue, type Value, type Values } from './values.ts';

export type CompiledTemplate = {
  readonly purpose: Purpose;
  /** Sources that any of its texts reads, without links: `customer.name`, `value.orderId`. */
  readonly needs: ReadonlySet<string>;
  /** In the order that numbers them. */
  readonly links: TemplateDefinition['links'];
  readonly channels: ReadonlySet<Channel>;
  /**
   * @param values by source; `link.<name>` of each link, and `customer.zone` for times
   * @throws MissingValue when a value is missing or unusable and has no default; only those count that the text uses
   */
  readonly render: (channel: Channel, language: string, values: Values) => Rendered;
};

/** Parsed once, rendered often. @param definition one that `problemsOf` finds nothing wrong with */
export function compileTemplate(definition: TemplateDefinition): CompiledTemplate {
  const parts = new Map<string, Map<string, Text>>();
  const languages = new Map<Channel, Set<string>>();
  const used = new Set<string>();
  for (const { channel, language, part, engine, source } of textsOf(definition)) {
    const key = `${channel} ${language}`;
    const text = parseText(source, engine);
    for (const name of text.uses.variables) used.add(definition.variables[name]?.source ?? '');
    parts.set(key, (parts.get(key) ?? new Map()).set(part, text));
    languages.set(channel, (languages.get(channel) ?? new Set()).add(language));
  }
  const channels = (['push', 'sms', 'email', 'inbox'] as const).filter((name) => definition[name] !== undefined);
  return {
    purpose: definition.purpose,
    needs: used,
    links: definition.links,
    channels: new Set(channels),
    render: (channel, wanted, values) => {
      const language = languageFor(wanted, languages.get(channel) ?? new Set());
      const { 'customer.zone': zone = defaultZone } = values;
      const reader: Reader = { language, zone: String(zone) };
      const own = parts.get(`${channel} ${language}`);
      const shared = channel === 'push' ? parts.get(`${channel} ${fallbackLanguage}`) : undefined;
      const say = (part: string): string => {
        const text = own?.get(part) ?? shared?.get(part);
        if (text === undefined) return '';
        const scope = scopeOf(text, definition.variables, values, reader, channel === 'sms');
        return renderText(text, scope, { reader, isCheck: false });
      };
      return messageOf(channel, language, definition, say, values);
    },
  };
}

function messageOf(
  channel: Channel,
  language: string,
  { sms, push, inbox }: TemplateDefinition,
  say: (part: string) => string,
  values: Values,
): Rendered {
  if (channel === 'sms') {
    const body = say('body');
    const { senderId = '', dltEntityId: entityId = '', texts } = sms ?? {};
    const dlt = { entityId, templateId: texts?.[language]?.dltTemplateId ?? '' };
    return { channel, body, senderId, dlt, parts: smsParts(body).parts };
  }
  if (channel === 'push') {
    const data = Object.fromEntries(Object.keys(push?.data ?? {}).map((name) => [name, say(`data.${name}`)]));
    const isSilent = push?.kind === 'silent';
    return { channel, isSilent, title: say('title'), body: say('body'), data, ttlSec: push?.ttlSec ?? 0 };
  }
  // A line break in a subject would begin another header.
  if (channel === 'email') {
    const subject = say('subject').replace(/\s+/g, ' ').trim();
    return { channel, subject, html: say('html'), text: say('text') };
  }
  const link = inbox?.link === undefined ? undefined : linkIn(values, inbox.link);
  return { channel, title: say('title'), body: say('body'), link };
}

function scopeOf(
  { uses }: Text,
  variables: TemplateDefinition['variables'],
  values: Values,
  reader: Reader,
  isSms: boolean,
): Scope {
  const scope: Record<string, unknown> = {};
  for (const name of uses.variables) {
    const variable = variables[name];
    if (variable === undefined) continue;
    scope[name] = inTemplate(usable(variable, values[variable.source], isSms), reader);
  }
  if (uses.links.size === 0) return scope;
  return { ...scope, link: Object.fromEntries([...uses.links].map((name) => [name, linkIn(values, name)])) };
}

/** @throws MissingValue */
function usable(variable: VariableDefinition, given: Value | undefined, isSms: boolean): Value {
  const { type, source, maxLength, gsm7, default: otherwise } = variable;
  const value = given === undefined ? undefined : asType(type, given);
  // An SMS was measured with addresses and such text in GSM-7, in septets.
  const isMeasured = isSms && (gsm7 || type === 'url');
  const cut = (text: string): string => (isMeasured ? withinSeptets(text, maxLength) : withinUnits(text, maxLength));
  const isUsable =
    typeof value !== 'string' || ((type !== 'url' || cut(value) === value) && !(isMeasured && !isGsm(value)));
  const found = isUsable ? value : undefined;
  const chosen = found ?? (otherwise === undefined ? undefined : readValue(type, otherwise));
  if (chosen === undefined) throw new MissingValue(source);
  return typeof chosen === 'string' ? cut(chosen) : chosen;
}

/** Never within a character that takes two units. */
const withinUnits = (text: string, longest: number): string =>
  text.length <= longest ? text : text.slice(0, longest).replace(/[\ud800-\udbff]$/, '');

function linkIn(values: Values, name: string): string {
  const address = values[`link.${name}`];
  if (typeof address !== 'string') throw new MissingValue(`link.${name}`);
  return address;
}
