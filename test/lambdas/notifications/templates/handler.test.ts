import { aDefinition, aPreview, aPreviewRequest } from '../../../../lambdas/contracts/api/template-examples.ts';
import type { Preview, Template, TemplateDefinition, Templates } from '../../../../lambdas/contracts/api/templates.ts';
import { makeTemplates } from '../../../../lambdas/notifications/templates/handler.ts';
import { silentLog, silentMeter } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf } from '../../../support/http.ts';
import { aKeptTemplate, valuesOfAsha } from '../../../support/templates.ts';

function setUp(kept: Template[] = [aKeptTemplate()], linkBase = 'https://links.sangam.example') {
  const put: TemplateDefinition[] = [];
  const pages: unknown[] = [];
  const asked: string[] = [];
  const handler = makeTemplates({
    templates: {
      get: async (id, version) => kept.find((each) => each.templateId === id && each.version === version),
      latest: async (id) => kept.findLast(({ templateId }) => templateId === id),
      list: async (limit, after) => {
        pages.push([limit, after]);
        return [];
      },
      put: async (templateId, definition, createdBy) => {
        put.push(definition);
        return aKeptTemplate({ templateId, version: 2, definition, createdBy });
      },
    },
    valuesOfCustomer: async (customerId, needs) => {
      asked.push(customerId, ...needs);
      return customerId === 'asha' ? { language: 'hi', values: valuesOfAsha } : undefined;
    },
    linkHosts: new Set(['www.sangam.example']),
    linkBase,
    log: silentLog,
    meter: silentMeter,
  });
  const call = (
    route: string,
    {
      body,
      path = { templateId: 'salary-offer' },
      query = {},
    }: Partial<Record<'body' | 'path' | 'query', object>> = {},
  ) =>
    handler(
      httpEvent({
        route,
        path: path as Record<string, string>,
        query: query as Record<string, string>,
        body,
        subject: 'operations',
        scope: 'ops/write',
      }),
    );
  return { call, put, pages, asked };
}

const putRoute = 'PUT /v1/templates/{templateId}';
const previewRoute = 'POST /v1/templates/{templateId}/preview';

it('keeps a template with who wrote it', async () => {
  const { call, put } = setUp();
  const answer = await call(putRoute, { body: aDefinition });
  expect([answer.statusCode, jsonOf<Template>(answer)]).toMatchObject([
    200,
    { templateId: 'salary-offer', version: 2, createdBy: 'operations' },
  ]);
  expect(put).toEqual([aKeptTemplate().definition]);
});

const other = (target: string) => ({ links: [{ name: 'offer', target }] });

it.each([
  ['a text that is wrong', { inbox: { texts: { en: { title: 'a', body: '{{ nam }}' } } } }, '/inbox/texts/en/body'],
  ['a template without English', { inbox: { texts: { hi: { title: 'a', body: 'b' } } } }, '/inbox/texts/en'],
  ['a link to somebody else', other('https://evil.example/'), '/links/0/target'],
  ['a link to a port of ours', other('https://www.sangam.example:8443/'), '/links/0/target'],
  ['a link with a name to sign in', other('https://a@www.sangam.example/'), '/links/0/target'],
  ['a link without TLS', other('http://www.sangam.example/'), '/links/0/target'],
  ['two links of one name', { links: [...aDefinition.links, ...aDefinition.links] }, '/links'],
  ['a variable called as the links are', { variables: { link: aDefinition.variables.name } }, '/variables/link'],
  ['a header that no operator knows', { sms: { ...aDefinition.sms, senderId: 'SANGAM1' } }, '/sms/senderId'],
  ['an entity that is none', { sms: { ...aDefinition.sms, dltEntityId: '12' } }, '/sms/dltEntityId'],
  [
    'a field that every push has',
    { push: { ...aDefinition.push, data: { notificationId: 'x' } } },
    '/push/data/notificationId',
  ],
])('refuses %s, says where, and keeps nothing', async (_, changes, pointer) => {
  const { call, put } = setUp();
  const answer = await call(putRoute, { body: { ...aDefinition, ...changes } });
  expect(answer.statusCode).toBe(400);
  expect(problemOf(answer).errors?.map((each) => each.pointer)).toContain(pointer);
  expect(put).toEqual([]);
});

it('refuses a template that no channel can take', async () => {
  const { push, sms, email, inbox, ...nothing } = aDefinition;
  const answer = await setUp().call(putRoute, { body: nothing });
  expect(problemOf(answer).errors).toEqual([{ in: 'body', pointer: '', detail: 'must have a channel' }]);
});

// A part holds 160 characters; a link has 47 behind its host.
it.each([
  ['https://s.sangam.example.in.com', 'a'.repeat(82), 200],
  ['https://s.sangam.example.in.com', 'a'.repeat(83), 400],
  ['https://a1b2c3d4e5.execute-api.ap-south-1.amazonaws.com', 'a'.repeat(82), 400],
])('measures an SMS with links that begin with %s', async (linkBase, words, status) => {
  const texts = { en: { dltTemplateId: '1107000000000000101', body: `${words}{{ link.offer }}` } };
  const body = { ...aDefinition, sms: { ...aDefinition.sms, maxParts: 1, texts } };
  expect((await setUp(undefined, linkBase).call(putRoute, { body })).statusCode).toBe(status);
});

it.each([
  ['https://s.in', 1],
  ['https://a1b2c3d4e5.execute-api.ap-south-1.amazonaws.com', 2],
])('counts the parts of a preview with links that begin with %s', async (linkBase, parts) => {
  const answer = await setUp(undefined, linkBase).call(previewRoute, { body: aPreviewRequest });
  const { message } = jsonOf<Preview>(answer);
  expect(message).toMatchObject({ parts, body: expect.stringContaining(`${linkBase}/r/offer---`) });
});

it('refuses a template that is too long to be read again', async () => {
  const text = { subject: 's', html: 'अ'.repeat(45_000) };
  const body = { ...aDefinition, email: { texts: { en: text, hi: text } } };
  expect(problemOf(await setUp().call(putRoute, { body })).errors).toEqual([
    { in: 'body', pointer: '', detail: 'must have at most 250000 bytes' },
  ]);
});

it('tells fifty problems at most', async () => {
  const variables = Object.fromEntries(
    Array.from({ length: 50 }, (_, n) => [`v${n}`, { type: 'date', source: 'nothing', default: 'x' }]),
  );
  const answer = await setUp().call(putRoute, { body: { ...aDefinition, variables } });
  expect(problemOf(answer).errors).toHaveLength(50);
});

it('shows what a template makes', async () => {
  const answer = await setUp().call(previewRoute, { body: aPreviewRequest });
  expect([answer.statusCode, jsonOf<Preview>(answer)]).toEqual([200, aPreview]);
});

it.each(['push', 'email', 'inbox'] as const)('shows a message by %s', async (channel) => {
  const answer = await setUp().call(previewRoute, { body: { ...aPreviewRequest, channel } });
  expect([answer.statusCode, jsonOf<Preview>(answer).message.channel]).toEqual([200, channel]);
});

it.each([
  ['a value is missing', { values: {} }, '/values/eligibility.amount'],
  [
    'a value is not what it should be',
    { values: { ...aPreviewRequest.values, 'value.until': 'soon' } },
    '/values/value.until',
  ],
])('shows nothing while %s', async (_, changes, pointer) => {
  const answer = await setUp().call(previewRoute, { body: { ...aPreviewRequest, ...changes } });
  expect(problemOf(answer).errors?.map((each) => each.pointer)).toEqual([pointer]);
});

it('shows nothing by a channel that the template does not have', async () => {
  const { sms, ...rest } = aKeptTemplate().definition;
  const { call } = setUp([aKeptTemplate({ definition: rest })]);
  const answer = await call(previewRoute, { body: aPreviewRequest });
  expect(problemOf(answer).errors?.map((each) => each.pointer)).toEqual(['/channel']);
});

it('shows the newest version, or the one that is asked for', async () => {
  const { call } = setUp([aKeptTemplate(), aKeptTemplate({ version: 2 })]);
  const newest = await call('GET /v1/templates/{templateId}');
  const path = { templateId: 'salary-offer', version: '1' };
  const first = await call('GET /v1/templates/{templateId}/versions/{version}', { path });
  expect([jsonOf<Template>(newest).version, jsonOf<Template>(first).version]).toEqual([2, 1]);
});

it.each([
  ['GET /v1/templates/{templateId}', { templateId: 'other' }, undefined],
  ['GET /v1/templates/{templateId}/versions/{version}', { templateId: 'salary-offer', version: '7' }, undefined],
  [previewRoute, { templateId: 'salary-offer' }, { ...aPreviewRequest, version: 7 }],
])('%s does not find what is not there', async (route, path, body) => {
  const answer = await setUp().call(route, { path, ...(body && { body }) });
  expect(problemOf(answer)).toMatchObject({ status: 404, type: '/docs#problem-not-found' });
});

it('lists page by page', async () => {
  const { call, pages } = setUp();
  const answer = await call('GET /v1/templates', { path: {}, query: { after: 'a', limit: '2' } });
  expect(jsonOf<Templates>(answer)).toEqual({ templates: [] });
  expect(pages).toEqual([[2, 'a']]);
});

it('shows what a customer would get, in their language, with one read of what the template needs', async () => {
  const { call, asked } = setUp();
  const answer = await call(previewRoute, { body: { channel: 'push', customerId: 'asha' } });
  expect(jsonOf<Preview>(answer).message).toMatchObject({ title: '₹2,50,000 आपके लिए' });
  expect(asked.sort()).toEqual(['asha', 'customer.name', 'eligibility.amount', 'value.until']);
});

it('puts given values and language before those of the customer', async () => {
  const values = { 'eligibility.amount': '100 INR' };
  const answer = await setUp().call(previewRoute, {
    body: { channel: 'push', customerId: 'asha', language: 'en', values },
  });
  expect(jsonOf<Preview>(answer).message).toMatchObject({ title: '₹1 waits for you' });
});

it('shows nothing for somebody whom messages do not know', async () => {
  const answer = await setUp().call(previewRoute, { body: { channel: 'push', customerId: 'nobody' } });
  expect(problemOf(answer).errors?.map((each) => each.pointer)).toEqual(['/customerId']);
});
