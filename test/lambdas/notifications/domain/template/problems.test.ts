import { problemsOf } from '../../../../../lambdas/notifications/domain/template/problems.ts';
import { aTemplateDefinition, smsDefinition } from '../../../../support/templates.ts';

const name = { type: 'text', source: 'customer.name', maxLength: 10 };
const amount = { type: 'money', source: 'eligibility.amount' };
const variables = { name, amount };
const body = '/sms/texts/en/body';
const marks = '{{ amount }}';

it('finds nothing wrong with the template of the reference', () => {
  expect(problemsOf(aTemplateDefinition())).toEqual([]);
});

it.each([
  ['a variable that is not declared', 'Hi\n {{ name }} {{ nam }}', 'at 2:16: this variable is not declared'],
  ['one in a condition', '{% if nam == "a" %}b{% endif %}', 'at 1:7: this variable is not declared'],
  ['one in the argument of a filter', '{{ name | append: nam }}', 'at 1:19: this variable is not declared'],
  ['one that objects inherit', '{{ constructor }}', 'at 1:4: this variable is not declared'],
  ['a link that is not declared', '{{ link.other }}', 'at 1:4: this link is not declared'],
  ['a link without a name', '{{ link }}', 'at 1:4: a link is named as link.<name>'],
  ['a link named by a value', '{{ link[name] }}', 'at 1:4: a link is named as link.<name>'],
  ['a part of a value', '{{ name.size }}', 'at 1:4: values have no parts'],
  ['a filter that there is none of', '{{ name }}\n\n{{ name | shout }}', 'at 3:1: there is no such filter'],
  ['the way around escaping', '{{ name | raw }}', 'at 1:1: there is no such filter'],
  ['a tag that there is none of', 'a {% foo %}', 'at 1:3: there is no such tag'],
  ['a loop', '{% for i in (1..9) %}a{% endfor %}', 'at 1:1: there is no such tag'],
  ['a file', '{% include "/etc/passwd" %}', 'at 1:1: there is no such tag'],
  ['another file', '{% render "a" %}', 'at 1:1: there is no such tag'],
  ['something kept', '{% assign a = name %}{{ a }}', 'at 1:1: there is no such tag'],
  ['an output that is not closed', 'a {{ name', 'at 1:3: this is not closed'],
  ['a tag that is not closed', '{% if name %}', 'at 1:1: this is not closed'],
  ['an empty output', '{{ }}', 'at 1:4: is no Liquid'],
  ['a filter for money on text', '{{ name | money }}', 'at 1:1: is no sum of money'],
  [
    'a style of money that there is none of',
    '{{ amount | money: "long" }}',
    'at 1:1: has a style of money that is neither symbol nor plain',
  ],
  ['a filter for dates on money', '{{ amount | date }}', 'at 1:1: is no date'],
  [
    'a filter for numbers in a branch not taken',
    '{% if name == "x" %}{{ name | number }}{% endif %}',
    'at 1:21: is no number',
  ],
  ['more marks than anybody needs', '{{name}}'.repeat(301), 'has more than 300 marks'],
])('refuses %s, and says where', (_, text, detail) => {
  const definition = smsDefinition('x', { variables, maxParts: 6 });
  if (definition.sms?.texts.en !== undefined) definition.sms.texts.en.body = text;
  expect(problemsOf(definition)).toEqual([{ pointer: body, detail }]);
});

it.each([
  ['160 letters', 'a'.repeat(160), 1, []],
  ['161 letters', 'a'.repeat(161), 1, ['may take 2 parts in GSM-7, more than maxParts']],
  ['Latin text with a name that may be Hindi', `${'a'.repeat(60)}{{ name }}`, 1, []],
  ['one letter more', `${'a'.repeat(61)}{{ name }}`, 1, ['may take 2 parts in UCS-2, more than maxParts']],
  ['an amount of ten crore, with the rupee sign', marks, 1, []],
  ['a link of the longest', `${'a'.repeat(52)}{{ link.offer }}`, 1, []],
  [
    'one letter before it more',
    `${'a'.repeat(53)}{{ link.offer }}`,
    1,
    ['may take 2 parts in GSM-7, more than maxParts'],
  ],
  [
    'the longest branch, not the sum of them',
    `{% if name == "a" %}${'a'.repeat(160)}{% else %}${'b'.repeat(160)}{% endif %}`,
    1,
    [],
  ],
  [
    'a branch that is never the one of a sample',
    `{% case name %}{% when "zz" %}${'a'.repeat(161)}{% endcase %}`,
    1,
    ['may take 2 parts in GSM-7, more than maxParts'],
  ],
  [
    'characters that are not split between parts',
    '🎉'.repeat(67),
    2,
    ['may take 3 parts in UCS-2, more than maxParts'],
  ],
  ['comments, which nobody gets', `{% comment %}${'a'.repeat(500)}{% endcomment %}a`, 1, []],
])('measures %s', (_, text, maxParts, details) => {
  const definition = smsDefinition(text, { variables, maxParts });
  expect(problemsOf(definition)).toEqual(details.map((detail) => ({ pointer: body, detail })));
});

it('takes names of GSM-7 at their length when others give way to a default', () => {
  const known = { name: { ...name, gsm7: true, default: 'you' } };
  expect(problemsOf(smsDefinition(`${'a'.repeat(150)}{{ name }}`, { variables: known, maxParts: 1 }))).toEqual([]);
});

it('measures links as long as this stage makes them', () => {
  const definition = smsDefinition(`${'a'.repeat(84)}{{ link.offer }}`, { maxParts: 1 });
  expect(problemsOf(definition, 76)).toEqual([]);
  expect(problemsOf(definition, 77)).toHaveLength(1);
});

it.each([
  ['a source that there is none of', { source: 'customer.income' }, '/source', 'there is no such source'],
  ['a source of another type', { type: 'money' }, '/type', 'is not what this source has'],
  ['a default of another type', { type: 'date', source: 'value.a', default: 'soon' }, '/default', 'is no date'],
  ['a default that is too long', { default: 'a'.repeat(11) }, '/default', 'is longer than maxLength'],
  ['no default for what GSM-7 does not have', { gsm7: true }, '/default', 'must be there, in GSM-7'],
  ['a default that GSM-7 does not have', { gsm7: true, default: 'आप' }, '/default', 'must be there, in GSM-7'],
  [
    'an alphabet for a number',
    { type: 'number', source: 'value.a', gsm7: true, default: '1' },
    '/gsm7',
    'is for text only',
  ],
])('refuses a variable with %s', (_, changes, pointer, detail) => {
  const definition = smsDefinition('x', { variables: { name: { ...name, ...changes } } });
  expect(problemsOf(definition)).toEqual([{ pointer: `/variables/name${pointer}`, detail }]);
});

it('lets digits send promotion only', () => {
  const definition = smsDefinition('x', { senderId: '562993' });
  expect(problemsOf(definition)).toEqual([]);
  expect(problemsOf({ ...definition, purpose: 'payments' })).toEqual([
    { pointer: '/sms/senderId', detail: 'must be letters: operators take digits for promotion' },
  ]);
});

it('refuses an inbox that leads to a link that is not declared', () => {
  const inbox = { link: 'other', texts: { en: { title: 'a', body: 'b' } } };
  expect(problemsOf(aTemplateDefinition({ inbox }))).toEqual([
    { pointer: '/inbox/link', detail: 'this link is not declared' },
  ]);
});

it('refuses a push that Google and Apple would not take, and names it once', () => {
  const data = { a: 'अ'.repeat(500), b: 'अ'.repeat(500), c: 'अ'.repeat(500) };
  const push = { kind: 'silent', data, ttlSec: 60 };
  expect(problemsOf(aTemplateDefinition({ push }))).toEqual([
    { pointer: '/push', detail: 'may take more than 3600 bytes' },
  ]);
});

it('names every text that is wrong', () => {
  const email = { texts: { en: { subject: '{{ a }}', html: '{{ b }}', text: '{{ c }}' } } };
  expect(problemsOf(aTemplateDefinition({ email })).map(({ pointer }) => pointer)).toEqual([
    '/email/texts/en/subject',
    '/email/texts/en/html',
    '/email/texts/en/text',
  ]);
});
