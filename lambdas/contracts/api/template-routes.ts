import type { ApiRoute } from './routes.ts';
import { aDefinition, aPreview, aPreviewRequest, aTemplate, aTemplateSummary } from './template-examples.ts';
import {
  preview,
  previewRequest,
  template,
  templateDefinition,
  templates,
  templatesQuery,
  templateVersionPath,
} from './templates.ts';
import { wrongBody } from './wrong-body.ts';

const entry = 'notifications/templates';
const { templateId, version } = templateVersionPath.shape;
const one = (description: string) => ({
  status: 200,
  description,
  json: { schema: template, example: aTemplate },
});

export const templateRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/v1/templates',
    entry,
    operationId: 'getTemplates',
    summary: 'List templates',
    description: 'The newest version of each, by id. A page; `after` leads to the next one.',
    scopes: ['ops/read', 'ops/write'],
    query: templatesQuery,
    response: {
      status: 200,
      description: 'A page of templates',
      json: { schema: templates, example: { templates: [aTemplateSummary] } },
    },
    problems: ['invalid-request'],
  },
  {
    method: 'GET',
    path: '/v1/templates/{templateId}',
    entry,
    operationId: 'getTemplate',
    summary: 'Show the newest version of a template',
    description: 'What it says by each channel and in each language.',
    scopes: ['ops/read', 'ops/write'],
    parameters: { templateId },
    response: one('The template'),
    problems: ['invalid-request', 'not-found'],
  },
  {
    method: 'GET',
    path: '/v1/templates/{templateId}/versions/{version}',
    entry,
    operationId: 'getTemplateVersion',
    summary: 'Show a version of a template',
    description: 'A version never changes.',
    scopes: ['ops/read', 'ops/write'],
    parameters: { templateId, version },
    response: one('The version'),
    problems: ['invalid-request', 'not-found'],
  },
  {
    method: 'PUT',
    path: '/v1/templates/{templateId}',
    entry,
    operationId: 'putTemplate',
    summary: 'Keep a template',
    description:
      'As its next version; the same again changes nothing. Texts are Liquid. Refused with the place: what is no Liquid, a variable or link that is not declared, a source that there is none of, an SMS that may take more parts than it should. Campaigns and rules go on with the version that they were made with.',
    scopes: ['ops/write'],
    parameters: { templateId },
    request: { schema: templateDefinition, example: aDefinition },
    response: one('The version that says this'),
    problems: wrongBody,
  },
  {
    method: 'POST',
    path: '/v1/templates/{templateId}/preview',
    entry,
    operationId: 'previewTemplate',
    summary: 'Show what a template makes',
    description: 'One message with these values, as it would be sent. Links lead nowhere. Nothing is sent or kept.',
    scopes: ['ops/read', 'ops/write'],
    parameters: { templateId },
    request: { schema: previewRequest, example: aPreviewRequest },
    response: { status: 200, description: 'The message', json: { schema: preview, example: aPreview } },
    problems: [...wrongBody, 'not-found'],
  },
];
