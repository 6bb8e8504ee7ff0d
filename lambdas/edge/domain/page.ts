import { problemKinds } from '../../contracts/api/problem.ts';
import { type Call, callsByTag, curlOf, scopesOf, successOf } from './calls.ts';
import type { Json } from './components.ts';
import type { Content, OpenApi } from './openapi.ts';
import { pageStyle } from './page-style.ts';
import { fieldsOf, type Markup, typeIn } from './schema-words.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? '');

const markup: Markup = {
  text: escaped,
  code: (text) => `<code>${escaped(text)}</code>`,
  link: (name) => `<a href="#schema-${name}"><code>${name}</code></a>`,
};

/** Text in which backquotes mark code, as descriptions have it; kinds of problems lead to their row. */
const prose = (text: string): string =>
  escaped(text).replaceAll(/`([^`]+)`/g, (_, code: string) =>
    code in problemKinds ? `<a href="#problem-${code}"><code>${code}</code></a>` : `<code>${code}</code>`,
  );

/** Each kind of problem on a line of its own. */
const meanings = (description: string): string =>
  description
    .split(/\. (?=`)/)
    .map(prose)
    .join('<br>');

/** The reference as one page that loads nothing else. */
export function pageOf(api: OpenApi): string {
  const tags = callsByTag(api);
  const schemas = Object.entries(api.components.schemas);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Sangam API</title><style>${pageStyle}</style></head><body>
<nav><strong>Sangam API</strong>${tags.map(([tag, calls]) => `<a class="tag" href="#${anchorOf(tag)}">${escaped(tag)}</a>${calls.map(callLink).join('')}`).join('')}
<a class="tag" href="#schemas">Schemas</a><a class="tag" href="#problems">Problems</a><a class="tag" href="/openapi.json">openapi.json</a></nav>
<main><h1>Sangam API</h1><p>${prose(api.info.description)}</p>
${tags.map(([tag, calls]) => `<h2 id="${anchorOf(tag)}">${escaped(tag)}</h2>${contentsOf(calls)}${calls.map(callSection).join('')}`).join('')}
<h2 id="schemas">Schemas</h2>${schemas.map(([name, schema]) => `<h3 id="schema-${name}"><a href="#schema-${name}">${name}</a></h3>${schemaTable(schema)}`).join('')}
<h2 id="problems">Problems</h2>${problemTable()}
</main></body></html>
`;
}

const anchorOf = (tag: string): string => `about-${tag.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;

/** What a section holds, by method and path. */
const contentsOf = (calls: readonly Call[]): string =>
  `<ul class="contents">${calls
    .map(
      ({ path, method, operation }) =>
        `<li><a href="#${operation.operationId}"><span class="method ${method}">${method}</span><code>${escaped(path)}</code></a> <span class="soft">${escaped(operation.summary)}</span>`,
    )
    .join('')}</ul>`;

const callLink = ({ operation }: Call): string =>
  `<a href="#${operation.operationId}">${escaped(operation.summary)}</a>`;

function callSection(call: Call): string {
  const { path, method, operation } = call;
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const { status, response } = successOf(operation);
  const scopes = scopesOf(operation);
  const others = Object.entries(responses).filter(([code]) => code !== status);
  return `<section><h3 id="${operationId}"><a href="#${operationId}">${escaped(summary)}</a></h3>
<p class="call"><span class="method ${method}">${method}</span><code>${escaped(path)}</code><span class="soft">${scopes.length === 0 ? 'no token' : `scope ${scopes.map(markup.code).join(' or ')}`}</span></p>
<p>${prose(description)}</p>
${table(
  ['Parameter', 'In', 'Type', 'Means'],
  parameters.map(({ name, in: place, schema, description: means = '' }) => [
    markup.code(name),
    place,
    typeIn(schema, markup),
    escaped(means),
  ]),
  'fields',
)}
${requestBody === undefined ? '' : `<p>Body: ${contentType(requestBody.content)}</p>`}
<pre>${escaped(curlOf(call))}</pre>
<h4>${status}</h4><p>${prose(response.description)}${response.content === undefined ? '' : `, ${contentType(response.content)}`}</p>${examplesOf(response.content)}
${table(
  ['Otherwise', 'Means'],
  others.map(([code, other]) => [code, meanings(other.description)]),
)}</section>`;
}

const contentType = (content: Content): string =>
  Object.entries(content)
    .map(([type, { schema }]) => (schema.type === 'string' ? markup.code(type) : typeIn(schema, markup)))
    .join(' or ');

const examplesOf = (content: Content = {}): string =>
  Object.values(content)
    .filter(({ example }) => example !== undefined)
    .map(({ example }) => `<pre>${escaped(JSON.stringify(example, null, 2))}</pre>`)
    .join('');

const schemaTable = (schema: Json): string =>
  table(
    ['Field', 'Type', 'Means'],
    fieldsOf(schema, markup).map(({ name, isRequired, type, means }) => [
      `${markup.code(name)}${isRequired ? '' : ' <span class="soft">optional</span>'}`,
      type,
      means,
    ]),
    'fields',
  );

/** Each row is what the `type` of a problem leads to. */
const problemTable = (): string =>
  `<div class="wide"><table class="fields"><tr><th>Kind<th>Status<th>Means</tr>${Object.entries(problemKinds)
    .map(
      ([kind, { status, title }]) =>
        `<tr id="problem-${kind}"><td>${markup.code(kind)}<td>${status}<td>${escaped(title)}</tr>`,
    )
    .join('')}</table></div>`;

/** Nothing for no rows; cells are marked up. `fields` stand one below the other where the page is narrow. */
function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  style: 'plain' | 'fields' = 'plain',
): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[], tag: 'th' | 'td'): string =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}`).join('')}</tr>`;
  return `<div class="wide"><table class="${style}">${line(head, 'th')}${rows.map((cells) => line(cells, 'td')).join('')}</table></div>`;
}
