import { AwsError, type Call } from '../services/call.ts';
import { isAllowed, type Need } from './evaluate.ts';
import { type Account, type KeyOf, needsOf } from './needs.ts';
import type { Statement } from './statement.ts';

/** Whom an access key belongs to: a function with its role's statements, or root, who may do anything. */
export type Principal = {
  readonly name: string;
  readonly role: string;
  readonly statements: readonly Statement[] | 'root';
};

/** Those that are not spoken to by one path and a header. */
const restServices: ReadonlySet<string> = new Set(['s3', 'lambda', 'mobiletargeting', 'ses']);

/** What was found before, by the statements that it was found in. */
const verdicts = new WeakMap<readonly Statement[], Map<string, boolean>>();
/** Keys of objects are part of what is asked, and there is no end of them. */
const verdictsMax = 1000;

function mayDo(statements: readonly Statement[], need: Need): boolean {
  const known = verdicts.get(statements) ?? new Map<string, boolean>();
  verdicts.set(statements, known);
  const asked = JSON.stringify([need.action, need.resource, need.context]);
  const before = known.get(asked);
  if (before !== undefined) return before;
  if (known.size >= verdictsMax) known.clear();
  const verdict = isAllowed(statements, need);
  known.set(asked, verdict);
  return verdict;
}

/** @throws AwsError AccessDenied in AWS's words when the principal's policies do not allow what the call needs */
export function checkAccess(principal: Principal, call: Call, account: Account, keyOf: KeyOf): void {
  const needs = needsOf(call, account, keyOf);
  if (principal.statements === 'root') return;
  const { statements } = principal;
  const refused = needs.find((need) => !mayDo(statements, need));
  if (refused === undefined) return;
  const who = `arn:aws:sts::${account.accountId}:assumed-role/${principal.role}/${principal.name}`;
  throw new AwsError(
    call.service === 's3' ? 'AccessDenied' : 'AccessDeniedException',
    `User: ${who} is not authorized to perform: ${refused.action} on resource: ${refused.resource} because no identity-based policy allows the ${refused.action} action`,
    restServices.has(call.service) ? 403 : 400,
  );
}
