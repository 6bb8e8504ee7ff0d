import { z } from 'zod';
import {
  type DryRunReport,
  type DryRunRequest,
  dryRunRequest,
  type RuleSetState,
  ruleSetRequest,
} from '../../contracts/api/screening.ts';
import {
  type ApiRequest,
  type HttpHandler,
  type HttpHandlerDeps,
  makeHttpHandler,
  type Reply,
} from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { PastPayments } from '../adapters/past-payments.ts';
import type { RuleSets } from '../adapters/rule-sets.ts';
import type { Payment } from '../domain/payment.ts';
import { placeOf } from '../domain/payment-of-event.ts';
import type { KeptRuleSet } from '../domain/rule-book.ts';
import { parseRuleSet, type RuleError } from '../domain/rules/parse-rule-set.ts';
import type { RuleSet } from '../domain/rules/rule.ts';
import { unversioned } from '../domain/rules/unversioned.ts';
import { dryRun } from '../domain/verdict/dry-run.ts';

export type RulesDeps = HttpHandlerDeps & { readonly ruleSets: RuleSets; readonly pastPayments: PastPayments };

const noQuery = z.strictObject({});

/** Shows, changes and tries the rules of screening. */
export function makeRules({ ruleSets, pastPayments, ...deps }: RulesDeps): HttpHandler {
  const presentOf = async (currency: string): Promise<KeptRuleSet | undefined> =>
    (await ruleSets.all()).find(({ ruleSet }) => ruleSet.currency === currency);

  async function show(): Promise<Reply> {
    return { status: 200, body: { ruleSets: (await ruleSets.all()).map(toState) } };
  }

  async function change(request: ApiRequest): Promise<Reply> {
    const { currency, mode, rules } = request.json(ruleSetRequest);
    const wanted = parsed(currency, rules);
    refuse(unversioned(wanted.rules, (await presentOf(currency))?.ruleSet.rules ?? []));
    const kept = await ruleSets.put(wanted, mode, request.caller?.subject ?? '');
    deps.log.info('rules.changed', { currency, version: kept.ruleSet.version, mode });
    return { status: 200, body: toState(kept) };
  }

  async function attempt(request: ApiRequest): Promise<Reply> {
    const { currency, rules, payments, customer, last } = request.json(dryRunRequest);
    const wanted = parsed(currency, rules);
    const present = (await presentOf(currency))?.ruleSet ?? { version: 1, currency, rules: [] };
    const past =
      customer === undefined ? (payments ?? []).map(toPayment) : await pastPayments(customer, currency, last);
    const body: DryRunReport = structuredClone(dryRun(wanted, present, past)) as DryRunReport;
    return { status: 200, body };
  }

  return makeHttpHandler(deps, async (request) => {
    request.query(noQuery);
    if (request.route.startsWith('GET')) return show();
    return request.route.startsWith('PUT') ? change(request) : attempt(request);
  });
}

/** @throws Problem with a pointer for each thing that is wrong */
function parsed(currency: string, rules: readonly unknown[]): RuleSet {
  const found = parseRuleSet({ version: 1, currency, rules });
  if (found.ok) return found.ruleSet;
  refuse(found.errors);
  throw new Error('what is wrong has errors');
}

function refuse(errors: readonly RuleError[]): void {
  if (errors.length === 0) return;
  const inBody = errors.map(({ pointer, detail }) => ({ in: 'body' as const, pointer, detail }));
  throw new Problem('invalid-request', 'See errors for each field that is wrong.', inBody);
}

type Past = NonNullable<DryRunRequest['payments']>[number];

const toPayment = ({ id, at, payer, payee, payeeKind, amount, context }: Past): Payment => ({
  ...{ id, payerId: payer, payeeId: payee, payeeKind },
  at: new Date(at).toISOString(),
  amountMinor: BigInt(amount.minor),
  currency: amount.currency,
  deviceId: context?.deviceId,
  place: placeOf(context),
});

const toState = ({ ruleSet, mode, createdAt, createdBy }: KeptRuleSet): RuleSetState => ({
  currency: ruleSet.currency,
  version: ruleSet.version,
  mode,
  rules: ruleSet.rules.map((rule) => ({ ...rule, condition: { ...rule.condition } })),
  createdAt,
  createdBy,
});
