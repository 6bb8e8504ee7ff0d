import type { TemplateDefinition, VariableDefinition } from '../../../contracts/api/templates.ts';
import { isPromotional } from '../../../contracts/notifications.ts';
import { type ChannelText, textsOf } from './channel-texts.ts';
import { defaultZone } from './formats.ts';
import { larger, type Measure, measure, mostParts } from './measure.ts';
import { inTemplate } from './scope.ts';
import { isGsm } from './sms-parts.ts';
import { checkSource } from './sources.ts';
import { firstUnknown, type Names, parseText, problemOf, type Scope } from './text.ts';
import { longestNumber, readValue, type Value } from './values.ts';

/** `pointer` leads into the definition (RFC 6901); `detail` says the place in a text and repeats nothing of it. */
export type DefinitionProblem = { readonly pointer: string; readonly detail: string };

/** Of a link where no stage is known: `https://<api>.execute-api.<region>.amazonaws.com/r/<token>`. */
const longestLink = 108;

/** What Google and Apple take is 4 KB, with names and marks around the words. */
const pushBytesMax = 3600;

/** All that makes a definition unfit to be sent; nothing when it can be compiled. @param linkLength characters of a link */
export function problemsOf(definition: TemplateDefinition, linkLength = longestLink): DefinitionProblem[] {
  const texts = textsOf(definition);
  const known: Names = {
    variables: new Set(Object.keys(definition.variables)),
    links: new Set(definition.links.map(({ name }) => name)),
  };
  const languages = new Set(texts.map(({ language }) => language));
  const full = (isSms: boolean) =>
    [true, false].map((isWide) => fullest(definition, languages, linkLength, { isSms, isWide }));
  const [ofSms, ofOthers] = [full(true), full(false)];
  const read = texts.map((text) => readText(text, known, text.channel === 'sms' ? ofSms : ofOthers));
  return [
    ...Object.entries(definition.variables).flatMap(([name, variable]) =>
      variableProblems(variable).map(({ pointer, detail }) => ({ pointer: `/variables/${name}${pointer}`, detail })),
    ),
    ...channelProblems(definition, known),
    ...read.flatMap((text) => ('detail' in text ? [{ pointer: text.pointer, detail: text.detail }] : [])),
    ...sizeProblems(
      definition,
      read.flatMap((text) => ('detail' in text ? [] : [text])),
    ),
  ];
}

function variableProblems({ type, source, default: otherwise, maxLength, gsm7 }: VariableDefinition) {
  const problems: DefinitionProblem[] = [];
  const refuse = (pointer: string, detail: string) => problems.push({ pointer, detail });
  const found = checkSource(source, type);
  if (found === 'unknown') refuse('/source', 'there is no such source');
  if (found === 'other-type') refuse('/type', 'is not what this source has');
  if (otherwise !== undefined && readValue(type, otherwise) === undefined) refuse('/default', `is no ${type}`);
  if ((type === 'text' || type === 'url') && String(readValue(type, otherwise ?? '') ?? '').length > maxLength)
    refuse('/default', 'is longer than maxLength');
  if (gsm7 && type !== 'text') refuse('/gsm7', 'is for text only');
  if (gsm7 && (otherwise === undefined || !isGsm(otherwise))) refuse('/default', 'must be there, in GSM-7');
  return problems;
}

function channelProblems({ purpose, sms, inbox }: TemplateDefinition, known: Names): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  if (sms !== undefined && /^\d/.test(sms.senderId) && !isPromotional(purpose))
    problems.push({ pointer: '/sms/senderId', detail: 'must be letters: operators take digits for promotion' });
  if (inbox?.link !== undefined && !known.links.has(inbox.link))
    problems.push({ pointer: '/inbox/link', detail: 'this link is not declared' });
  return problems;
}

type MeasuredText = ChannelText & { readonly most: Measure };

function readText(of: ChannelText, known: Names, full: readonly FullValues[]): MeasuredText | DefinitionProblem {
  try {
    const text = parseText(of.source, of.engine);
    const unknown = firstUnknown(text, known);
    if (unknown !== undefined) throw unknown;
    const reader = { language: of.language, zone: defaultZone };
    const measures = full.map((values) => measure(text, values[of.language] as Scope, { reader, isCheck: true }));
    return { ...of, most: measures.reduce(larger) };
  } catch (error) {
    const { message } = problemOf(error);
    return { pointer: of.pointer, detail: message };
  }
}

function sizeProblems({ sms }: TemplateDefinition, texts: readonly MeasuredText[]): DefinitionProblem[] {
  const tooLong = texts
    .filter(({ channel, most }) => channel === 'sms' && mostParts(most) > (sms?.maxParts ?? 1))
    .map(({ pointer, most }) => {
      const encoding = most.isGsm ? 'GSM-7' : 'UCS-2';
      return { pointer, detail: `may take ${mostParts(most)} parts in ${encoding}, more than maxParts` };
    });
  const push = texts.filter(({ channel }) => channel === 'push');
  const shared = bytesOf(push.filter(({ part }) => part.startsWith('data.')));
  const tooLarge = [...new Set(push.map(({ language }) => language))].filter((language) => {
    const own = push.filter((text) => text.language === language && !text.part.startsWith('data.'));
    return shared + bytesOf(own) > pushBytesMax;
  });
  return [
    ...tooLong,
    ...tooLarge.map(() => ({ pointer: '/push', detail: `may take more than ${pushBytesMax} bytes` })),
  ];
}

const bytesOf = (texts: readonly MeasuredText[]): number => texts.reduce((sum, { most }) => sum + most.bytes, 0);

/**
 * `isWide`: with a character that takes two places, which parts of an SMS do not split. Without one there is room for more
 * others, and a filter may make each of them longer.
 */
type Fill = { readonly isSms: boolean; readonly isWide: boolean };
type FullValues = Readonly<Record<string, Scope>>;

/** Every value as long as it can be, in each language. Amounts: up to ten crore rupees less a paisa. */
function fullest(
  { variables, links }: TemplateDefinition,
  languages: ReadonlySet<string>,
  linkLength: number,
  fill: Fill,
): FullValues {
  const link = Object.fromEntries(links.map(({ name }) => [name, 'x'.repeat(linkLength)]));
  return Object.fromEntries(
    [...languages].map((language) => {
      const reader = { language, zone: defaultZone };
      const values = Object.entries(variables).map(([name, of]) => [name, inTemplate(fullValue(of, fill), reader)]);
      return [language, { ...Object.fromEntries(values), link }];
    }),
  );
}

function fullValue({ type, maxLength, gsm7 }: VariableDefinition, { isSms, isWide }: Fill): Value {
  if (type === 'number') return longestNumber;
  if (type === 'money') return { minor: 99_999_999_99n, currency: 'INR' };
  if (type === 'date') return new Date('2028-09-27T17:50:00Z');
  // A name may be in any script.
  const [wide, other] = type === 'url' ? ['~', '/'] : gsm7 && isSms ? ['€', 'é'] : ['😀', 'अ'];
  return isWide ? wide + other.repeat(Math.max(0, maxLength - 2)) : other.repeat(maxLength);
}
