import { z } from 'zod';
import {
  previewRequest,
  type Template,
  type Templates,
  templateDefinition,
  templatePath,
  templatesQuery,
  templateVersionPath,
} from '../../contracts/api/templates.ts';
import {
  type ApiRequest,
  type HttpHandler,
  type HttpHandlerDeps,
  makeHttpHandler,
  type Reply,
} from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import { definitionBytesMax } from '../adapters/definition-parts.ts';
import type { TemplateTable } from '../adapters/templates-table.ts';
import type { ValuesOfCustomer } from '../adapters/values-of-customer.ts';
import { standInLink } from '../domain/links/urls.ts';
import { type DefinitionProblem, problemsOf } from '../domain/template/problems.ts';
import { foreignLinks } from './foreign-links.ts';
import { previewOf } from './preview-of.ts';

export type TemplatesDeps = HttpHandlerDeps & {
  readonly templates: TemplateTable;
  readonly valuesOfCustomer: ValuesOfCustomer;
  /** Where links may lead: `www.sangam.example`. */
  readonly linkHosts: ReadonlySet<string>;
  /** Where links in messages begin: how long they are decides how many parts an SMS takes. */
  readonly linkBase: string;
};

const noQuery = z.strictObject({});

/** Keeps templates by version, and shows what they make. */
export function makeTemplates({
  templates,
  valuesOfCustomer,
  linkHosts,
  linkBase,
  ...deps
}: TemplatesDeps): HttpHandler {
  const linkLength = standInLink(linkBase).length;

  async function list(request: ApiRequest): Promise<Reply> {
    const { limit, after } = request.query(templatesQuery);
    const body: Templates = { templates: await templates.list(limit, after) };
    return { status: 200, body };
  }

  async function put(request: ApiRequest): Promise<Reply> {
    const { templateId } = request.path(templatePath);
    const definition = request.json(templateDefinition);
    if (Buffer.byteLength(JSON.stringify(definition)) > definitionBytesMax)
      throw wrong([{ pointer: '', detail: `must have at most ${definitionBytesMax} bytes` }]);
    refuse([...foreignLinks(definition, linkHosts), ...problemsOf(definition, linkLength)]);
    const kept = await templates.put(templateId, definition, request.caller?.subject ?? '');
    deps.log.info('template.kept', { templateId, version: kept.version });
    return { status: 200, body: kept };
  }

  async function preview(request: ApiRequest): Promise<Reply> {
    const { templateId } = request.path(templatePath);
    const { version, ...wish } = request.json(previewRequest);
    const { definition, ...of } = found(
      await (version === undefined ? templates.latest(templateId) : templates.get(templateId, version)),
    );
    const message = await previewOf(definition, wish, valuesOfCustomer, linkBase);
    if ('pointer' in message) throw wrong([message]);
    return { status: 200, body: { version: of.version, message } };
  }

  const newest = async (request: ApiRequest): Promise<Reply> => ({
    status: 200,
    body: found(await templates.latest(request.path(templatePath).templateId)),
  });

  async function show(request: ApiRequest): Promise<Reply> {
    const { templateId, version } = request.path(templateVersionPath);
    return { status: 200, body: found(await templates.get(templateId, version)) };
  }

  return makeHttpHandler(deps, async (request) => {
    if (request.route === 'GET /v1/templates') return list(request);
    request.query(noQuery);
    if (request.route.startsWith('PUT')) return put(request);
    if (request.route.startsWith('POST')) return preview(request);
    return request.route.endsWith('{version}') ? show(request) : newest(request);
  });
}

function found(template: Template | undefined): Template {
  if (template === undefined) throw new Problem('not-found', 'There is no such template, or no such version of it.');
  return template;
}

/** What an answer tells at most. */
const maxErrors = 50;

const wrong = (problems: readonly DefinitionProblem[]): Problem => {
  const errors = problems.slice(0, maxErrors).map((problem) => ({ in: 'body' as const, ...problem }));
  return new Problem('invalid-request', 'See errors for each field that is wrong.', errors);
};

function refuse(problems: readonly DefinitionProblem[]): void {
  if (problems.length > 0) throw wrong(problems);
}
