import fc from 'fast-check';
import { compileTemplate } from '../../../../../lambdas/notifications/domain/template/compile.ts';
import { type Measure, measure, mostParts } from '../../../../../lambdas/notifications/domain/template/measure.ts';
import { problemsOf } from '../../../../../lambdas/notifications/domain/template/problems.ts';
import { capacity, smsParts } from '../../../../../lambdas/notifications/domain/template/sms-parts.ts';
import { parseText } from '../../../../../lambdas/notifications/domain/template/text.ts';
import { anyCharacter } from '../../../../support/any-character.ts';
import { aTemplateDefinition, smsDefinition } from '../../../../support/templates.ts';

const variables = {
  name: { type: 'text', source: 'customer.name', maxLength: 20, default: 'you' },
  amount: { type: 'money', source: 'eligibility.amount', default: '0 INR' },
  due: { type: 'date', source: 'value.due', default: '2026-11-21' },
  count: { type: 'number', source: 'value.count', default: '1' },
  latin: { type: 'text', source: 'value.latin', maxLength: 20, gsm7: true, default: 'you' },
  page: { type: 'url', source: 'value.page', maxLength: 40, default: 'https://s.example/' },
};

/** Text made of what Liquid is made of, mostly wrong. */
const shards = fc.constantFrom(
  ...['{{', '}}', '{%', '%}', '{%-', '-%}', '|', ':', ',', '.', '[', ']', '(', ')', '..', '"', "'", ' ', '\n', '=='],
  ...[
    'name',
    'amount',
    'due',
    'count',
    'link.offer',
    'link',
    'nil',
    '1',
    '-1',
    '1e9',
    'and',
    'contains',
    'अ',
    '🎉',
    '€',
  ],
  ...[
    'money',
    'date',
    'number',
    'append: name',
    'truncate: 5',
    'truncate: name',
    'truncatewords: amount',
    'url_encode',
  ],
  ...[
    'if',
    'elsif',
    'else',
    'endif',
    'unless',
    'endunless',
    'case',
    'when',
    'endcase',
    'raw',
    'endraw',
    'comment',
    '#',
  ],
  ...['{{ name }}', '{% if amount > 5 %}', '{% endif %}', '{{ amount | money }}', '{% case count %}{% when 1 %}'],
);
const pieces = fc.oneof(shards, fc.string({ unit: anyCharacter, maxLength: 8 }));
const anyText = fc.array(pieces, { minLength: 1, maxLength: 30 }).map((all) => all.join('') || 'x');
/** Mostly right. */
const sound = fc
  .array(
    fc.constantFrom(
      ...[
        'a',
        'Hello ',
        'नमस्ते',
        '€',
        '🎉',
        '{{ name }}',
        '{{ latin }}',
        '{{ latin | url_encode }}',
        '{{ page }}',
        '{{ amount }}',
        '{{ amount | money: "plain" }}',
        '{{ due | date }}',
      ],
      ...[
        '{% if name == "x" %}one{% else %}{{ name | upcase }}{% endif %}',
        '{% unless amount > 5 %}€€€{% endunless %}',
      ],
      ...[
        '{% case count %}{% when 1 %}{{ due }}{% when 2, 3 %}[[]]{% endcase %}',
        '{{ count | number }}',
        '{{ link.offer }}',
      ],
    ),
    { minLength: 1, maxLength: 20 },
  )
  .map((all) => all.join(''));
const someValues = fc.record({
  'customer.name': fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constant('x')),
  'value.latin': fc.oneof(
    fc.constantFrom('{'.repeat(30), 'a€'.repeat(15), 'é'.repeat(30)),
    fc.string({ maxLength: 30 }),
  ),
  'value.page': fc.constantFrom(
    'https://s.example/~~~~~~~~~~~~~~~~~~~~~~',
    'https://s.example/नमस्ते',
    'https://s.example/?`',
  ),
  'eligibility.amount': fc.record({ minor: fc.bigInt({ min: 0n, max: 9_999_999_999n }), currency: fc.constant('INR') }),
  'value.due': fc.constantFrom('2026-09-30T20:00:00Z', '2026-05-01'),
  'value.count': fc.constantFrom('1', '2', '3', '999999999999.99'),
  'link.offer': fc.constantFrom('https://s.example/r/a', 'x'.repeat(108)),
});

/** As it is, since the schema would not take all of it. */
const withText = (text: string) => {
  const definition = smsDefinition('x', { variables, maxParts: 6 });
  const html = { subject: text, html: text };
  const en = { dltTemplateId: '1'.repeat(19), body: text };
  return {
    ...aTemplateDefinition({ variables, email: { texts: { en: { subject: 'x', html: 'x' } } } }),
    ...{ push: undefined, inbox: undefined, email: { texts: { en: html } } },
    sms: { ...definition.sms, texts: { en } } as typeof definition.sms,
  };
};

it('says what is wrong with any text, or sends it with any values', () => {
  let sent = 0;
  fc.assert(
    fc.property(fc.oneof(anyText, sound), someValues, (text, values) => {
      const definition = withText(text);
      const problems = problemsOf(definition);
      for (const { detail } of problems) expect(detail).toMatch(/^(at \d+:\d+: )?[a-z]/);
      if (problems.length > 0) return;
      const { render } = compileTemplate(definition);
      expect(render('sms', 'hi', values).channel).toBe('sms');
      expect(render('email', 'hi', values).channel).toBe('email');
      sent++;
    }),
    { numRuns: 400 },
  );
  expect(sent).toBeGreaterThan(40);
});

it('never sends more parts than it measured', () => {
  fc.assert(
    fc.property(sound, someValues, (text, values) => {
      const message = compileTemplate(withText(text)).render('sms', 'en', values);
      const most = problemsOf(withText(text))
        .filter(({ pointer }) => pointer.startsWith('/sms'))
        .map(({ detail }) => Number(/may take (\d+)/.exec(detail)?.[1]));
      expect(message.channel === 'sms' && message.parts).toBeLessThanOrEqual(most[0] ?? 6);
    }),
    { numRuns: 300 },
  );
});

it.each([
  ['{{ latin | url_encode }}{{ latin | url_encode }}{{ due | date }}', 'é'.repeat(20)],
  ['{{ name | url_encode }}{{ name | url_encode }}{{ name | url_encode }}', 'अ'.repeat(20)],
  ['{{ latin }}{{ latin }}{{ latin }}अ', 'é'.repeat(20)],
  ['{{ latin }}{{ latin }}{{ latin }}{{ latin }}', '€'.repeat(10)],
])('measures %s with the values that make it longest', (text, longest) => {
  const values = { 'customer.name': longest, 'value.latin': longest, 'value.due': '2026-09-30T20:00:00Z' };
  const sent = (definition: ReturnType<typeof withText>) => {
    const message = compileTemplate(definition).render('sms', 'en', values);
    if (message.channel !== 'sms') throw new Error('not an SMS');
    return smsParts(message.body);
  };
  const { encoding, units } = sent(withText(text));
  // One more than fills two, three or more parts.
  const { joined } = capacity[encoding];
  const definition = withText('x'.repeat(joined - (units % joined) + 1) + text);
  const maxParts = sent(definition).parts - 1;
  const problems = problemsOf({ ...definition, sms: { ...definition.sms, maxParts } as typeof definition.sms });
  expect(problems.map(({ pointer }) => pointer)).toEqual(['/sms/texts/en/body']);
});

it('measures plain text as no fewer parts than it has', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', '€', 'अ', '🎉', '['), { maxLength: 400 }), (all) => {
      const words = all.join('');
      const most: Measure = measure(
        parseText(words, 'plain'),
        {},
        { reader: { language: 'en', zone: 'UTC' }, isCheck: true },
      );
      expect(mostParts(most)).toBeGreaterThanOrEqual(smsParts(words).parts);
    }),
  );
});

it.each([
  ['a condition in a condition in a condition', '{% if name %}'.repeat(150) + '{% endif %}'.repeat(150)],
  ['one filter after the other', `{{ name ${'| append: name | prepend: name '.repeat(1500)} }}`],
  ['a long comparison', `{% if ${'name == "x" and '.repeat(2500)} name %}a{% endif %}`],
  ['marks that begin and never end', '{{ '.repeat(16_000)],
  ['quotes that never end', `{{ ${'"'.repeat(49_001)} }}`],
  ['brackets that never end', `{{ name${'['.repeat(49_000)} }}`],
])('is soon done with %s', (_, text) => {
  const began = process.cpuUsage();
  const definition = withText(text);
  if (problemsOf(definition).length === 0) compileTemplate(definition).render('email', 'en', {});
  // A second or two, and three when other work shares the core; what doubles with each part would take years.
  const { user } = process.cpuUsage(began);
  expect(user / 1e6).toBeLessThan(10);
});
