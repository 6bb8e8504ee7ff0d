import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from '../support/root.ts';

const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root });
const sources = globSync(['{bench,bin,database,lambdas,lib,local,test,web}/**/*.{ts,sql,js,html}'], { cwd: root });
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** What a shell or a customer reads is no link. */
const withoutCode = (markdown: string): string =>
  markdown.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');

/** As GitHub makes them: lower case, no punctuation, a number behind the second of a name. */
function anchorsOf(markdown: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of markdown.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6} (.+)$/gm)) {
    const name = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    let anchor = name;
    for (let again = 1; anchors.has(anchor); again++) anchor = `${name}-${again}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** Why a link from a file leads nowhere; undefined when it leads somewhere. */
function broken(from: string, link: string): string | undefined {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : relative(root, join(root, dirname(from), path));
  if (!existsSync(join(root, target))) return `${from}: ${link}`;
  if (anchor !== undefined && !anchorsOf(read(target)).has(anchor)) return `${from}: ${link}`;
  return undefined;
}

it('every link of a page leads to a file and a heading that are there', () => {
  const links = pages.flatMap((page) =>
    [...withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = '']) => [page, link] as const)
      .filter(([, link]) => !/^[a-z]+:/.test(link)),
  );

  expect(links.length).toBeGreaterThan(50);
  expect(links.flatMap(([page, link]) => broken(page, link) ?? [])).toEqual([]);
});

it('every page that a page or a source names is there', () => {
  const mentions = [...pages, ...sources].flatMap((file) =>
    [...read(file).matchAll(/\bdocs\/[\w/-]+\.md(?:#[\w-]+)?/g)].map(([name]) => [file, name] as const),
  );

  expect(mentions.length).toBeGreaterThan(10);
  expect(
    mentions.filter(([, name]) => broken('README.md', name) !== undefined).map(([file, name]) => `${file}: ${name}`),
  ).toEqual([]);
});

it('knows headings and links as GitHub does', () => {
  expect([...anchorsOf('# A `b`, c_d\n## Same\n## Same\n```\n# no\n```\n')]).toEqual(['a-b-c_d', 'same', 'same-1']);
  expect(broken('README.md', 'nowhere.md')).toBe('README.md: nowhere.md');
  expect(broken('docs/benchmarks.md', '#nothing')).toBe('docs/benchmarks.md: #nothing');
  expect(broken('docs/benchmarks.md', 'decisions/../benchmarks.md#ledger')).toBeUndefined();
});
