const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
  copy: '©',
  hellip: '…',
  mdash: '—',
  ndash: '–',
};

const hidden = [
  [/<!--/, '-->'],
  [/<style\b/i, '</style>'],
  [/<script\b/i, '</script>'],
  [/<head\b/i, '</head>'],
] as const;
// `<` ends what looks like a tag, so that no text is read more than once.
const tags = /<(\/?)([a-z][a-z0-9]*)\b([^<>]*)>|&(#?\w{1,8});/gi;
const address = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i;
const blocks = /^(p|div|br|tr|table|ul|ol|h[1-6]|hr|section|article|header|footer|blockquote)$/i;

/** The plain part of an e-mail, made from the Liquid of its HTML: words, lines, and addresses behind their links. */
export function plainTextOf(html: string): string {
  const marks: string[] = [];
  // HTML must not take a `>` inside of Liquid for its own.
  const put = (mark: string): string => `\0${marks.push(mark) - 1}\0`;
  const outside = between(between(html, /\{\{/, '}}', put), /\{%/, '%}', put);
  const visible = hidden.reduce((text, [open, close]) => between(text, open, close, () => ''), outside);
  const lines = withoutTags(visible).split('\n');
  const words = lines.map((line) => line.replace(/[ \t\r]+/g, ' ').trim()).join('\n');
  return restored(words.replace(/\n{3,}/g, '\n\n').trim(), marks);
}

function withoutTags(html: string): string {
  const open: string[] = [];
  return html.replace(tags, (_, end: string, tag: string | undefined, attributes: string, entity: string) => {
    if (tag === undefined) return entities[entity.toLowerCase()] ?? ' ';
    if (/^li$/i.test(tag)) return end === '' ? '\n- ' : '';
    if (!/^a$/i.test(tag)) return blocks.test(tag) ? '\n' : '';
    if (end !== '') return behind(open.pop());
    const [, double, single] = address.exec(attributes) ?? [];
    open.push(double ?? single ?? '');
    return '';
  });
}

const behind = (href = ''): string => (href === '' ? '' : ` (${href})`);

/** A mark of `{% %}` may hold marks of `{{ }}` that were put away before it. */
const restored = (text: string, marks: readonly string[]): string =>
  text.replace(/\0(\d+)\0/g, (_, index: string) => restored(marks[Number(index)] ?? '', marks.slice(0, Number(index))));

/** Each stretch from what opens it to the next `close` replaced; one that is not closed stays. */
function between(text: string, open: RegExp, close: string, replace: (stretch: string) => string): string {
  const pattern = new RegExp(open, `g${open.flags}`);
  const lower = text.toLowerCase();
  let made = '';
  let from = 0;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const end = lower.indexOf(close, pattern.lastIndex);
    if (end === -1) break;
    made += text.slice(from, found.index) + replace(text.slice(found.index, end + close.length));
    from = end + close.length;
    pattern.lastIndex = from;
  }
  return made + text.slice(from);
}
