import { z } from 'zod';
import { type NotificationRule, notificationRuleRequest, rulePath } from '../../contracts/api/notification-rules.ts';
import {
  type ApiRequest,
  type HttpHandler,
  type HttpHandlerDeps,
  makeHttpHandler,
  type Reply,
} from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { TemplateFacts } from '../adapters/campaign-templates.ts';
import type { KeptRule, TriggerRules } from '../adapters/trigger-rules.ts';
import type { ConditionProblem } from '../domain/rules/condition.ts';
import { parseRule } from '../domain/rules/parse-rule.ts';
import type { RuleDefinition } from '../domain/rules/rule.ts';

export type TriggerRulesDeps = HttpHandlerDeps & { readonly rules: TriggerRules; readonly templateOf: TemplateFacts };

const noQuery = z.strictObject({});

/** Shows and changes which domain events become messages. */
export function makeTriggerRules({ rules, templateOf, ...deps }: TriggerRulesDeps): HttpHandler {
  async function show(ruleId: string): Promise<Reply> {
    const [rule] = await rules.all(ruleId);
    if (rule === undefined) throw new Problem('not-found', 'There is no rule of this id.');
    return { status: 200, body: toState(rule) };
  }

  async function change(ruleId: string, request: ApiRequest): Promise<Reply> {
    const definition = checked(request.json(notificationRuleRequest));
    const template = await templateOf(definition.template, undefined);
    if (template === undefined) return refuse([{ pointer: '/template', detail: 'is no template' }]);
    if (!definition.channels.some((name) => template.channels.includes(name)))
      refuse([{ pointer: '/channels', detail: 'must name one that the template has a text for' }]);
    await rules.put(ruleId, definition, request.caller?.subject ?? '');
    deps.log.info('rule.changed', { ruleId, eventType: definition.eventType, enabled: definition.enabled });
    return show(ruleId);
  }

  return makeHttpHandler(deps, async (request) => {
    request.query(noQuery);
    if (request.route === 'GET /v1/notification-rules')
      return { status: 200, body: { rules: (await rules.all()).map(toState) } };
    const { ruleId } = request.path(rulePath);
    return request.route.startsWith('GET') ? show(ruleId) : change(ruleId, request);
  });
}

/** @throws Problem with a pointer for each thing that is wrong */
function checked(request: z.output<typeof notificationRuleRequest>): RuleDefinition {
  const parsed = parseRule(request);
  return parsed.ok ? parsed.definition : refuse(parsed.problems);
}

function refuse(problems: readonly ConditionProblem[]): never {
  const errors = problems.slice(0, 50).map((problem) => ({ in: 'body' as const, ...problem }));
  throw new Problem('invalid-request', 'See errors for each field that is wrong.', errors);
}

const toState = ({ ruleId, version, definition, purpose, changedAt, changedBy }: KeptRule): NotificationRule => {
  const { condition, ...rest } = definition;
  return {
    ...rest,
    ...(condition !== undefined && { condition: { ...condition } }),
    ...{ ruleId, version, purpose, changedAt, changedBy },
  };
};
