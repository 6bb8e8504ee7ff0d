import {
  aPolicy,
  aPolicyState,
  aProductRequest,
  aProductState,
} from '../../../../lambdas/contracts/api/notification-policy-examples.ts';
import { makePolicy, type PolicyDeps } from '../../../../lambdas/notifications/policy/handler.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf, type RequestUnderTest } from '../../../support/http.ts';

const call = (deps: Partial<PolicyDeps>, request: RequestUnderTest) =>
  makePolicy({
    policies: { newest: unexpected('newest'), put: unexpected('put policy') },
    products: { all: async () => [], put: unexpected('put product') },
    log: silentLog,
    meter: silentMeter,
    ...deps,
  })(httpEvent({ subject: 'operations', scope: 'ops/write', ...request }));

const putPolicy = { route: 'PUT /v1/notification-policy', body: aPolicy };
const putProduct = { route: 'PUT /v1/products/{productId}', path: { productId: 'salary-advance' } };

it('answers with the version that a policy became, or that another came first', async () => {
  const policies = { newest: unexpected('newest'), put: async () => aPolicyState };
  expect(jsonOf(await call({ policies }, putPolicy))).toEqual(aPolicyState);
  const late = await call({ policies: { ...policies, put: async () => undefined } }, putPolicy);
  expect(problemOf(late)).toMatchObject({ status: 409, type: '/docs#problem-conflict' });
});

it('keeps a product whose formulas are right', async () => {
  const put: unknown[] = [];
  const products = { all: async () => [aProductState], put: async (...told: unknown[]) => void put.push(told) };
  const answer = await call({ products }, { ...putProduct, body: { ...aProductRequest, enabled: false } });
  const { enabled: _, ...definition } = aProductRequest;
  expect(put).toEqual([['salary-advance', definition, false]]);
  expect(jsonOf(answer)).toEqual(aProductState);
});

it.each<[string, object]>([
  ['/conditions/0', { conditions: [{ field: 'insights.salary', op: 'has', value: 3 }] }],
  ['/conditions/1', { conditions: [...aProductRequest.conditions, {}] }],
  ['/amount', { amount: { percent: 50, of: 'insights.height' } }],
  ['/stepMinor', { stepMinor: '0' }],
  ['/name', { name: 'two\nlines' }],
])('refuses a product at %s', async (pointer, wrong) => {
  const answer = await call({}, { ...putProduct, body: { ...aProductRequest, ...wrong } });
  expect(problemOf(answer)).toMatchObject({ status: 400, errors: [{ in: 'body', pointer }] });
});

it('says when there is nothing to show', async () => {
  const policies = { newest: async () => undefined, put: unexpected('put') };
  expect((await call({ policies }, { route: 'GET /v1/notification-policy' })).statusCode).toBe(404);
  expect((await call({}, { ...putProduct, route: 'GET /v1/products/{productId}' })).statusCode).toBe(404);
});
