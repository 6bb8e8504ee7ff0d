import { compileTemplate } from '../../../../../lambdas/notifications/domain/template/compile.ts';
import { problemsOf } from '../../../../../lambdas/notifications/domain/template/problems.ts';
import { MissingValue, type Values } from '../../../../../lambdas/notifications/domain/template/values.ts';
import { aTemplateDefinition, smsDefinition, valuesOfAsha } from '../../../../support/templates.ts';

const sms = (body: string, variables: object, values: Values, language = 'en'): string => {
  const definition = smsDefinition(body, { variables, maxParts: 6 });
  expect(problemsOf(definition)).toEqual([]);
  const message = compileTemplate(definition).render('sms', language, values);
  return message.channel === 'sms' ? message.body : '';
};

const name = { type: 'text', source: 'customer.name', maxLength: 10 };
const amount = { type: 'money', source: 'eligibility.amount' };
const count = { type: 'number', source: 'value.count' };
const due = { type: 'date', source: 'value.due' };
const lakh = { minor: 100_000_00n, currency: 'INR' };

it('says what it needs, where it leads and where it can go', () => {
  const { needs, links, channels, purpose } = compileTemplate(aTemplateDefinition());
  expect([...needs].sort()).toEqual(['customer.name', 'eligibility.amount', 'value.until']);
  expect(links).toEqual([{ name: 'offer', target: 'https://www.sangam.example/loans' }]);
  expect([...channels]).toEqual(['push', 'sms', 'email', 'inbox']);
  expect(purpose).toBe('offers');
});

it('makes a message for each channel', () => {
  const { render } = compileTemplate(aTemplateDefinition());
  const until = 'Dear Asha, a loan of Rs.2,50,000 waits for you till 30 Nov: https://s.example/r/abc';
  expect(render('sms', 'en', valuesOfAsha)).toEqual({
    channel: 'sms',
    body: until,
    senderId: 'SANGAM',
    dlt: { entityId: '1101234567890123456', templateId: '1107161234567890123' },
    parts: 1,
  });
  expect(render('push', 'hi-IN', valuesOfAsha)).toEqual({
    channel: 'push',
    isSilent: false,
    title: '₹2,50,000 आपके लिए',
    body: expect.stringContaining('2026 तक'),
    data: { screen: 'loans' },
    ttlSec: 86_400,
  });
  expect(render('email', 'ta', valuesOfAsha)).toEqual({
    channel: 'email',
    subject: 'Your loan of ₹2,50,000',
    html: '<p>Dear Asha,</p><p><a href="https://s.example/r/abc">See your offer</a></p>',
    text: 'Dear Asha,\n\nSee your offer (https://s.example/r/abc)',
  });
  expect(render('inbox', 'en', valuesOfAsha)).toEqual({
    channel: 'inbox',
    title: 'A loan for you',
    body: 'Up to ₹2,50,000.',
    link: 'https://s.example/r/abc',
  });
});

it('wakes the app with values and shows nothing', () => {
  const push = { kind: 'silent', data: { total: '{{ amount | money: "plain" }}' }, ttlSec: 60 };
  const { render } = compileTemplate(aTemplateDefinition({ push }));
  expect(render('push', 'hi', valuesOfAsha)).toEqual({
    ...{ channel: 'push', isSilent: true, title: '', body: '', ttlSec: 60 },
    data: { total: 'Rs.2,50,000' },
  });
});

it.each<[string, string, object, Values, string]>([
  ['a sum without a filter', '{{ amount }}', { amount }, { 'eligibility.amount': lakh }, '₹1,00,000'],
  [
    'a sum of a request',
    '{{ fee | money }}',
    { fee: { type: 'money', source: 'value.fee' } },
    { 'value.fee': '1250 INR' },
    '₹12.50',
  ],
  ['a sum in other text', '{{ amount | append: "!" }}', { amount }, { 'eligibility.amount': lakh }, '₹1,00,000!'],
  [
    'a sum compared in rupees',
    '{% if amount >= 100000 %}yes{% else %}no{% endif %}',
    { amount },
    { 'eligibility.amount': lakh },
    'yes',
  ],
  [
    'a sum one paisa short',
    '{% if amount >= 100000 %}yes{% else %}no{% endif %}',
    { amount },
    { 'eligibility.amount': { ...lakh, minor: 9_999_999n } },
    'no',
  ],
  ['a number', '{{ count }} {{ count | number }}', { count }, { 'value.count': '1234567' }, '1234567 12,34,567'],
  [
    'a moment in the customer’s zone',
    '{{ due | date: "datetime" }}',
    { due },
    { 'value.due': '2026-11-21T20:00:00Z', 'customer.zone': 'Asia/Dubai' },
    '22 Nov 2026, 12:00 am',
  ],
  [
    'a branch by text',
    '{% case name %}{% when "Asha" %}A{% else %}B{% endcase %}',
    { name },
    { 'customer.name': 'Asha' },
    'A',
  ],
  ['a long text, cut', '{{ name }}', { name }, { 'customer.name': 'Ashalakshmi Devi' }, 'Ashalakshm'],
  [
    'a long text, never cut within a character',
    '{{ name }}',
    { name },
    { 'customer.name': `123456789🎉` },
    '123456789',
  ],
  ['text that is not markup, as it is', '{{ name | upcase }}', { name }, { 'customer.name': 'a<b>&' }, 'A<B>&'],
  ['a default', '{{ name }}', { name: { ...name, default: 'you' } }, {}, 'you'],
  [
    'a default for a number that is none',
    '{{ count }}',
    { count: { ...count, default: '7' } },
    { 'value.count': 'x' },
    '7',
  ],
  [
    'a default for text that GSM-7 does not have',
    '{{ name }}',
    { name: { ...name, default: 'you', gsm7: true } },
    { 'customer.name': 'आशा' },
    'you',
  ],
  [
    'characters that take two septets as two of the length',
    '{{ name }}',
    { name: { ...name, default: 'you', gsm7: true } },
    { 'customer.name': 'a{b}c€defghij' },
    'a{b}c€d',
  ],
  [
    'an address without the text around it and in other letters',
    '{{ page }}',
    { page: { type: 'url', source: 'value.page', maxLength: 200 } },
    { 'value.page': '  https://हिन्दी.example/नया पेज\nCall now' },
    'https://xn--j2bd4cyah0f.example/%E0%A4%A8%E0%A4%AF%E0%A4%BE%20%E0%A4%AA%E0%A5%87%E0%A4%9CCall%20now',
  ],
])('prints %s', (_, body, variables, values, text) => {
  expect(sms(body, variables, values)).toBe(text);
});

it('escapes values in HTML and nowhere else', () => {
  const email = {
    texts: { en: { subject: '{{ name }}', html: '<i title="{{ name }}">{{ name }}</i>', text: '{{ name }}' } },
  };
  const { render } = compileTemplate(aTemplateDefinition({ email }));
  expect(render('email', 'en', { 'customer.name': '<b>"\'&\n' })).toEqual({
    channel: 'email',
    subject: '<b>"\'&',
    html: '<i title="&lt;b&gt;&#34;&#39;&amp;\n">&lt;b&gt;&#34;&#39;&amp;\n</i>',
    text: '<b>"\'&\n',
  });
});

it.each<[string, object, Values, string]>([
  ['nothing known', { name }, {}, 'customer.name'],
  ['a date that is none', { name: { ...due } }, { 'value.due': 'tomorrow' }, 'value.due'],
  ['money without a currency', { name: { ...amount, source: 'value.fee' } }, { 'value.fee': '1250' }, 'value.fee'],
  [
    'an address without TLS',
    { name: { type: 'url', source: 'value.page' } },
    { 'value.page': 'javascript:alert(1)' },
    'value.page',
  ],
  [
    'an address that is too long',
    { name: { type: 'url', source: 'value.page', maxLength: 20 } },
    { 'value.page': 'https://www.sangam.example/' },
    'value.page',
  ],
  [
    'an address that is too long once its letters are written out',
    { name: { type: 'url', source: 'value.page', maxLength: 30 } },
    { 'value.page': 'https://हिन्दी.example/' },
    'value.page',
  ],
  [
    'an address that would make an SMS cost twice',
    { name: { type: 'url', source: 'value.page', maxLength: 60 } },
    { 'value.page': 'https://www.sangam.example/?`' },
    'value.page',
  ],
  ['a number longer than any', { name: { ...count } }, { 'value.count': '1e300' }, 'value.count'],
])('makes no message of %s', (_, variables, values, source) => {
  const { render } = compileTemplate(smsDefinition('{{ name }}', { variables, maxParts: 6 }));
  const act = () => render('sms', 'en', values);
  expect(act).toThrow(MissingValue);
  expect(act).toThrow(expect.objectContaining({ source }));
});

it('asks for no more than the text uses', () => {
  const { render } = compileTemplate(aTemplateDefinition());
  const { 'eligibility.amount': _, ...withoutAmount } = valuesOfAsha;
  expect(() => render('email', 'en', withoutAmount)).toThrow(expect.objectContaining({ source: 'eligibility.amount' }));
  expect(render('inbox', 'en', { ...valuesOfAsha, 'customer.name': undefined })).toMatchObject({ channel: 'inbox' });
  expect(() => render('sms', 'en', { ...valuesOfAsha, 'link.offer': undefined })).toThrow(
    expect.objectContaining({ source: 'link.offer' }),
  );
});
