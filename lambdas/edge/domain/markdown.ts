import { problemKinds } from '../../contracts/api/problem.ts';
import { type Call, callsByTag, curlOf, scopesOf, successOf } from './calls.ts';
import type { Json } from './components.ts';
import type { Content, OpenApi } from './openapi.ts';
import { fieldsOf, type Markup, typeIn } from './schema-words.ts';

const inCell = (text: string): string => text.replaceAll('|', '\\|');
const markup: Markup = {
  text: inCell,
  code: (text) => `\`${inCell(text)}\``,
  link: (name) => `[${name}](#${name.toLowerCase()})`,
};

/** The reference as Markdown, for readers of the repository. */
export function markdownOf(api: OpenApi): string {
  return `${[
    '# API reference',
    'Written by `bin/api-reference.ts` from the schemas that the functions check requests with; do not edit it. The running API serves the same at `/docs` and `/openapi.json`.',
    api.info.description,
    ...callsByTag(api).flatMap(([tag, calls]) => [`## ${tag}`, ...calls.flatMap(callSection)]),
    '## Schemas',
    ...Object.entries(api.components.schemas).flatMap(([name, schema]) => [`### ${name}`, schemaTable(schema)]),
    '## Problems',
    table(
      ['kind', 'status', 'means'],
      Object.entries(problemKinds).map(([kind, { status, title }]) => [markup.code(kind), String(status), title]),
    ),
  ].join('\n\n')}\n`;
}

function callSection(call: Call): string[] {
  const { path, method, operation } = call;
  const { status, response } = successOf(operation);
  const scopes = scopesOf(operation);
  const { parameters } = operation;
  return [
    `### ${operation.summary}`,
    `\`${method} ${path}\` · ${scopes.length === 0 ? 'no token' : `scope ${scopes.map(markup.code).join(' or ')}`}`,
    operation.description,
    ...(parameters.length === 0
      ? []
      : [
          table(
            ['parameter', 'in', 'type', 'means'],
            parameters.map(({ name, in: place, schema, description = '' }) => [
              markup.code(name),
              place,
              typeIn(schema, markup),
              markup.text(description),
            ]),
          ),
        ]),
    ...(operation.requestBody === undefined ? [] : [`Body: ${contentType(operation.requestBody.content)}`]),
    fenced('sh', curlOf(call)),
    `${status}: ${response.description}${response.content === undefined ? '' : `, ${contentType(response.content)}`}`,
    ...examplesOf(response.content),
    table(
      ['otherwise', 'means'],
      Object.entries(operation.responses)
        .filter(([code]) => code !== status)
        .map(([code, { description }]) => [code, inCell(description)]),
    ),
  ].filter((part) => part !== '');
}

const contentType = (content: Content): string =>
  Object.entries(content)
    .map(([type, { schema }]) => (schema.type === 'string' ? markup.code(type) : typeIn(schema, markup)))
    .join(' or ');

const examplesOf = (content: Content = {}): string[] =>
  Object.values(content)
    .filter(({ example }) => example !== undefined)
    .map(({ example }) => fenced('json', JSON.stringify(example, null, 2)));

function schemaTable(schema: Json): string {
  return table(
    ['field', 'type', 'means'],
    fieldsOf(schema, markup).map(({ name, isRequired, type, means }) => [
      `${markup.code(name)}${isRequired ? '' : ' (optional)'}`,
      type,
      means,
    ]),
  );
}

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Nothing for no rows. */
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0 ? '' : [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
