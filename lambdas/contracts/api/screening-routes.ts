import { transferPath } from './payments.ts';
import type { ApiRoute } from './routes.ts';
import {
  dryRunReport,
  dryRunRequest,
  reviewReceipt,
  reviewRequest,
  reviews,
  reviewsQuery,
  ruleSet,
  ruleSetRequest,
  ruleSets,
} from './screening.ts';
import { block, blocks as blockList, blockPath, blockRequest, blocksQuery } from './screening-blocks.ts';
import { aBlock, aDryRun, aPastPayment, aReview, someReviews, someRules, velocityRule } from './screening-examples.ts';
import { wrongBody } from './wrong-body.ts';

const blocks = {
  path: '/v1/screening/blocks/{customerId}',
  entry: 'screening/blocks',
  parameters: blockPath.shape,
} as const satisfies Partial<ApiRoute>;

export const screeningRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/v1/screening/rules',
    entry: 'screening/rules',
    operationId: 'getRules',
    summary: 'Show the rules of screening',
    description: 'The newest version for each currency. Payments in other currencies are not screened.',
    scopes: ['ops/read'],
    response: {
      status: 200,
      description: 'The rules',
      json: { schema: ruleSets, example: { ruleSets: [someRules] } },
    },
    problems: ['invalid-request'],
  },
  {
    method: 'PUT',
    path: '/v1/screening/rules',
    entry: 'screening/rules',
    operationId: 'putRules',
    summary: 'Change the rules of screening',
    description:
      'All rules for a currency, as the next version; the same again changes nothing. A rule that changes needs a version of its own that is higher. Counts within a minute.',
    scopes: ['ops/write'],
    request: { schema: ruleSetRequest, example: { currency: 'INR', mode: 'live', rules: [velocityRule] } },
    response: { status: 200, description: 'The rules as they are now', json: { schema: ruleSet, example: someRules } },
    problems: wrongBody,
  },
  {
    method: 'POST',
    path: '/v1/screening/dry-run',
    entry: 'screening/rules',
    operationId: 'postDryRun',
    summary: 'Try rules on past payments',
    description:
      'What these rules would have said, against the present ones, of payments in the body or of the last ones of a customer. It begins with nothing known, so the first days only teach it. Nothing is changed.',
    scopes: ['ops/read'],
    request: { schema: dryRunRequest, example: { currency: 'INR', rules: [velocityRule], payments: [aPastPayment] } },
    response: {
      status: 200,
      description: 'Hits of each rule, and decisions that would change',
      json: { schema: dryRunReport, example: aDryRun },
    },
    problems: wrongBody,
  },
  {
    method: 'GET',
    path: '/v1/screening/blocks',
    entry: 'screening/blocks',
    operationId: 'getBlocks',
    summary: 'List customers who are blocked',
    description: 'By their ids, in pages.',
    scopes: ['ops/read'],
    query: blocksQuery,
    response: {
      status: 200,
      description: 'A page',
      json: { schema: blockList, example: { blocks: [aBlock], next: null } },
    },
    problems: ['invalid-request'],
  },
  {
    ...blocks,
    method: 'GET',
    operationId: 'getBlock',
    summary: 'Show whether a customer is blocked',
    description: 'Not found: they may pay, as far as blocks go. One that ended by itself is shown no more.',
    scopes: ['ops/read'],
    response: { status: 200, description: 'The block', json: { schema: block, example: aBlock } },
    problems: ['invalid-request', 'not-found'],
  },
  {
    ...blocks,
    method: 'PUT',
    operationId: 'putBlock',
    summary: 'Block a customer',
    description:
      'Every payment, order and cash-out of theirs is refused, in all currencies, from the answer on. What is on a lane or held for review goes on. The same again changes nothing; another one replaces it.',
    scopes: ['ops/write'],
    request: { schema: blockRequest, example: { reason: 'account-takeover', until: '2026-11-24T06:00:00Z' } },
    response: { status: 200, description: 'The block as it is now', json: { schema: block, example: aBlock } },
    problems: wrongBody,
  },
  {
    ...blocks,
    method: 'DELETE',
    operationId: 'deleteBlock',
    summary: 'Lift the block of a customer',
    description: 'Also one that is not there.',
    scopes: ['ops/write'],
    response: { status: 204, description: 'They may pay' },
    problems: ['invalid-request'],
  },
  {
    method: 'GET',
    path: '/v1/reviews',
    entry: 'payments/reviews',
    operationId: 'getReviews',
    summary: 'List payments that wait for a review',
    description:
      'The oldest first, with the rules that fired. A payment that was accepted for the standard lane appears once the lane has held it.',
    scopes: ['ops/read'],
    query: reviewsQuery,
    response: { status: 200, description: 'A page', json: { schema: reviews, example: someReviews } },
    problems: ['invalid-request'],
  },
  {
    method: 'POST',
    path: '/v1/reviews/{transferId}',
    entry: 'payments/reviews',
    operationId: 'postReview',
    summary: 'Release or refuse a payment that is held for review',
    description:
      'The same decision again gets the first answer, the other one a conflict. One that nobody decides within three days is given back.',
    scopes: ['ops/write'],
    parameters: { transferId: transferPath.shape.transferId },
    request: { schema: reviewRequest, example: { decision: 'release' } },
    response: { status: 200, description: 'Decided', json: { schema: reviewReceipt, example: aReview } },
    problems: [...wrongBody, 'not-found', 'conflict', 'account-not-open'],
  },
];
