import { notificationPolicy } from './notification-policy.ts';
import { aPolicy, aPolicyState, aProductRequest, aProductState } from './notification-policy-examples.ts';
import { policyState, productPath, productRequest, productState, products } from './notification-policy-state.ts';
import type { ApiRoute } from './routes.ts';
import { wrongBody } from './wrong-body.ts';

const entry = 'notifications/policy';
const read = ['ops/read'];
const write = ['ops/write'];
const parameters = { productId: productPath.shape.productId };
const thePolicy = {
  status: 200,
  description: 'The policy as it is now',
  json: { schema: policyState, example: aPolicyState },
};
const theProduct = {
  status: 200,
  description: 'The product as it is now',
  json: { schema: productState, example: aProductState },
};

/** When and how often messages go out, what they cost, and what they may offer. */
export const notificationPolicyRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/v1/notification-policy',
    entry,
    operationId: 'getNotificationPolicy',
    summary: 'Show when and how often messages go out',
    description: 'The newest version.',
    scopes: read,
    response: thePolicy,
    problems: ['invalid-request', 'not-found'],
  },
  {
    method: 'PUT',
    path: '/v1/notification-policy',
    entry,
    operationId: 'putNotificationPolicy',
    summary: 'Change when and how often messages go out',
    description: 'As a whole, as the next version; the same again changes nothing. Counts within a minute.',
    scopes: write,
    request: { schema: notificationPolicy, example: aPolicy },
    response: thePolicy,
    problems: [...wrongBody, 'conflict'],
  },
  {
    method: 'GET',
    path: '/v1/products',
    entry,
    operationId: 'getProducts',
    summary: 'Show what customers may be offered',
    description: 'Those that are not enabled too.',
    scopes: read,
    response: {
      status: 200,
      description: 'The products',
      json: { schema: products, example: { products: [aProductState] } },
    },
    problems: ['invalid-request'],
  },
  {
    method: 'GET',
    path: '/v1/products/{productId}',
    entry,
    operationId: 'getProduct',
    summary: 'Show a product',
    description: 'To whom it may be offered, and how much of it.',
    scopes: read,
    parameters,
    response: theProduct,
    problems: ['invalid-request', 'not-found'],
  },
  {
    method: 'PUT',
    path: '/v1/products/{productId}',
    entry,
    operationId: 'putProduct',
    summary: 'Make or change a product',
    description: 'As a whole. Counts within a minute. A product that is not enabled is offered to nobody.',
    scopes: write,
    parameters,
    request: { schema: productRequest, example: aProductRequest },
    response: theProduct,
    problems: wrongBody,
  },
];
