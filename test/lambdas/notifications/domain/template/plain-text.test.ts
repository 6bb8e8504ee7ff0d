import { plainTextOf } from '../../../../../lambdas/notifications/domain/template/plain-text.ts';

it.each([
  ['<p>Dear {{ name }},</p><p>Hello</p>', 'Dear {{ name }},\n\nHello'],
  ['<a class="b" href="{{ link.offer }}">See it</a>.', 'See it ({{ link.offer }}).'],
  ['<a>nowhere</a>', 'nowhere'],
  ['Fish &amp; chips&nbsp;&lt;3', 'Fish & chips <3'],
  ['<style>p { color: red }</style>a<!-- <p>no</p> -->b<script>x()</script>c', 'abc'],
  ['<head><title>No</title></head><body>Yes</body>', 'Yes'],
  ['<ul><li>One</li><li>Two</li></ul>', '- One\n- Two'],
  ['{% if amount > 5 %}<b>more</b>{% else %}less{% endif %}', '{% if amount > 5 %}more{% else %}less{% endif %}'],
  ['<p {% if amount > 5 %}class="x"{% endif %}>text</p>', 'text'],
  ['{% if name == "{{ x }}" %}a{% endif %}', '{% if name == "{{ x }}" %}a{% endif %}'],
  ['a < b and b > c', 'a < b and b > c'],
  ['<STYLE>x</STYLE>line<BR/>break', 'line\nbreak'],
])('makes the plain part of %s', (html, text) => {
  expect(plainTextOf(html)).toBe(text);
});

it.each(['{{', '{%', '<!--', '<a href="', '<style', '<', '&amp', '\0'])(
  'reads 50,000 characters of %j at once',
  (open) => {
    const began = process.cpuUsage();
    plainTextOf(open.repeat(50_000 / open.length));
    const { user } = process.cpuUsage(began);
    expect(user / 1e6).toBeLessThan(2);
  },
);
