import { problemKinds } from '../../contracts/api/problem.ts';
import type { Json, OpenApi, Operation } from './openapi.ts';

const escaped = (text: unknown): string =>
  String(text).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? '&quot;');

const style = `
:root{color-scheme:light dark;--ink:#1c1d22;--soft:#5d6070;--line:#dfe1e8;--paper:#fff;--tint:#f5f6f9;--accent:#0b5d52}
@media(prefers-color-scheme:dark){:root{--ink:#e7e8ee;--soft:#a3a7b7;--line:#30333d;--paper:#14161b;--tint:#1c1f26;--accent:#5fd0bf}}
*{box-sizing:border-box}body{margin:0;font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper);display:grid;grid-template-columns:17rem minmax(0,52rem);gap:3rem}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:2rem 1.25rem;background:var(--tint);border-right:1px solid var(--line);font-size:.9rem}
nav b{display:block;margin:1rem 0 .25rem;color:var(--soft);font-weight:600}nav a{display:block;padding:.15rem 0;color:inherit;text-decoration:none}nav a:hover{color:var(--accent)}
main{padding:2rem 1.5rem 6rem 0}h1{font-size:2rem;margin:0 0 .5rem}h2{margin:3rem 0 .5rem;border-bottom:1px solid var(--line)}h3{margin:2.25rem 0 .25rem;font-size:1.1rem}h3 a{color:inherit;text-decoration:none}
code,pre{font:.85rem/1.5 ui-monospace,monospace}pre{background:var(--tint);border:1px solid var(--line);border-radius:6px;padding:.75rem 1rem;overflow:auto}
.method{display:inline-block;min-width:4rem;font-weight:700;color:var(--accent)}.soft{color:var(--soft)}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line)}th{color:var(--soft);font-weight:600}
@media(max-width:60rem){body{display:block}nav{position:static;height:auto}main{padding:1.25rem}}
`;

type Entry = { readonly path: string; readonly method: string; readonly operation: Operation };

/** The reference as one page that loads nothing else. */
export function pageOf(api: OpenApi): string {
  const entries = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Entry => ({ path, method, operation })),
  );
  const tagged = (name: unknown) =>
    entries.filter(({ operation }) => (operation.tags as string[]).includes(String(name)));
  const sections = api.tags.map(
    ({ name }) =>
      `<h2>${escaped(name)}</h2>${tagged(name)
        .map((entry) => section(entry))
        .join('')}`,
  );
  const links = api.tags.map(
    ({ name }) =>
      `<b>${escaped(name)}</b>${tagged(name)
        .map(({ operation }) => `<a href="#${operation.operationId}">${escaped(operation.summary)}</a>`)
        .join('')}`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sangam API</title><style>${style}</style>
<nav><strong>Sangam API</strong>${links.join('')}<b>More</b><a href="#schemas">Schemas</a><a href="#problems">Problems</a><a href="/openapi.json">openapi.json</a></nav>
<main><h1>Sangam API</h1><p>${escaped(api.info.description)}</p>${sections.join('')}
<h2 id="schemas">Schemas</h2>${Object.entries(api.components.schemas)
    .map(([name, schema]) => `<h3 id="schema-${name}"><code>${name}</code></h3>${fields(schema)}`)
    .join('')}
<h2 id="problems">Problems</h2><table><tr><th>Kind<th>Status<th>Means</tr>${Object.entries(problemKinds)
    .map(
      ([kind, { status, title }]) =>
        `<tr id="problem-${kind}"><td><code>${kind}</code><td>${status}<td>${escaped(title)}</tr>`,
    )
    .join('')}</table></main></html>`;
}

function section({ path, method, operation }: Entry): string {
  const { operationId, summary, description, parameters, responses } = operation;
  const scopes = (operation.security as Json[]).flatMap(({ token }) => token as string[]);
  const body = (operation.requestBody as Json | undefined)?.content as Json | undefined;
  const json = body?.['application/json'] as Json | undefined;
  const rows = [
    ...parameters.map(
      (each) =>
        `<tr><td><code>${escaped(each.name)}</code><td>${escaped(each.in)}<td>${type(each.schema as Json)}</tr>`,
    ),
  ];
  return `<h3 id="${operationId}"><a href="#${operationId}">${escaped(summary)}</a></h3>
<p><span class="method">${method.toUpperCase()}</span> <code>${escaped(path)}</code></p><p>${escaped(description)}</p>
<p class="soft">${scopes.length === 0 ? 'No token needed.' : `Scope: ${scopes.map((scope) => `<code>${scope}</code>`).join(' or ')}`}</p>
${rows.length === 0 ? '' : `<table><tr><th>Parameter<th>In<th>Type</tr>${rows.join('')}</table>`}
${json === undefined ? '' : `<p>Body: ${type(json.schema as Json)}</p><pre>${escaped(curl(method, path, json.example))}</pre>`}
<table><tr><th>Answer<th>Means</tr>${Object.entries(responses)
    .map(([status, response]) => `<tr><td>${status}<td>${escaped(response.description)} ${answerType(response)}</tr>`)
    .join('')}</table>`;
}

const curl = (method: string, path: string, example: unknown): string =>
  `curl -X ${method.toUpperCase()} "$API${path}" -H "Authorization: Bearer $TOKEN" \\\n  -H 'Content-Type: application/json' -d '${JSON.stringify(example, null, 2)}'`;

function answerType(response: Json): string {
  const content = response.content as Json | undefined;
  const json = content?.['application/json'] as Json | undefined;
  return json === undefined ? '' : type(json.schema as Json);
}

/** A schema in few words, with a link where it has a name. */
function type(schema: Json): string {
  const reference = schema.$ref;
  if (typeof reference === 'string') {
    const name = reference.slice(reference.lastIndexOf('/') + 1);
    return `<a href="#schema-${name}"><code>${name}</code></a>`;
  }
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => `<code>${escaped(value)}</code>`).join(' or ');
  if (Array.isArray(schema.anyOf)) return (schema.anyOf as Json[]).map(type).join(' or ');
  if (schema.type === 'array') return `list of ${type(schema.items as Json)}`;
  if (schema.type === 'object' && schema.properties !== undefined) return fieldList(schema);
  return escaped([schema.type, schema.format].filter(Boolean).join(', '));
}

function fields(schema: Json): string {
  return schema.properties === undefined ? `<p>${type(schema)}</p>` : fieldList(schema);
}

function fieldList(schema: Json): string {
  const required = new Set(schema.required as string[] | undefined);
  const rows = Object.entries(schema.properties as Record<string, Json>).map(
    ([name, field]) =>
      `<tr><td><code>${escaped(name)}</code>${required.has(name) ? '' : ' <span class="soft">optional</span>'}<td>${type(field)}<td>${escaped(field.description ?? '')}</tr>`,
  );
  return `<table><tr><th>Field<th>Type<th>Means</tr>${rows.join('')}</table>`;
}
