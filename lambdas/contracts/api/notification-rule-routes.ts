import { aRule, aRuleRequest } from './notification-people-examples.ts';
import { notificationRule, notificationRuleRequest, notificationRules, rulePath } from './notification-rules.ts';
import type { ApiRoute } from './routes.ts';
import { wrongBody } from './wrong-body.ts';

const theRule = {
  status: 200,
  description: 'The rule as it is now',
  json: { schema: notificationRule, example: aRule },
};
const parameters = { ruleId: rulePath.shape.ruleId };
const entry = 'notifications/trigger-rules';

/** Which domain events become messages. */
export const notificationRuleRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/v1/notification-rules',
    entry,
    operationId: 'getNotificationRules',
    summary: 'Show which events become messages',
    description: 'The newest version of each rule, those that are not enabled too.',
    scopes: ['ops/read'],
    response: {
      status: 200,
      description: 'The rules',
      json: { schema: notificationRules, example: { rules: [aRule] } },
    },
    problems: ['invalid-request'],
  },
  {
    method: 'GET',
    path: '/v1/notification-rules/{ruleId}',
    entry,
    operationId: 'getNotificationRule',
    summary: 'Show a rule',
    description: 'Its newest version.',
    scopes: ['ops/read'],
    parameters,
    response: theRule,
    problems: ['invalid-request', 'not-found'],
  },
  {
    method: 'PUT',
    path: '/v1/notification-rules/{ruleId}',
    entry,
    operationId: 'putNotificationRule',
    summary: 'Make or change a rule',
    description:
      'The next version; the same again changes nothing. Counts within a minute. A rule is not deleted but disabled: what it sent stays understandable.',
    scopes: ['ops/write'],
    parameters,
    request: { schema: notificationRuleRequest, example: aRuleRequest },
    response: theRule,
    problems: wrongBody,
  },
];
