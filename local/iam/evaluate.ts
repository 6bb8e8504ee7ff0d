import type { Statement } from './statement.ts';

/** One thing that a call needs to be allowed. */
export type Need = {
  /** For example `dynamodb:PutItem`. */
  readonly action: string;
  /** ARN, or `*` for actions that have no resource. */
  readonly resource: string;
  /** Condition keys of the request, lower case. */
  readonly context?: Readonly<Record<string, string>>;
};

/**
 * Whether identity policies allow a need: an explicit Deny wins, an Allow must be there
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 */
export function isAllowed(statements: readonly Statement[], need: Need): boolean {
  const applying = statements.filter((statement) => applies(statement, need));
  return applying.some(({ Effect }) => Effect === 'Allow') && !applying.some(({ Effect }) => Effect === 'Deny');
}

function applies({ Action, NotAction, Resource, NotResource, Condition }: Statement, need: Need): boolean {
  const action = need.action.toLowerCase();
  const isAction = (pattern: string) => like(pattern.toLowerCase(), action);
  const isResource = (pattern: string) => like(pattern, need.resource);
  if (Action !== undefined ? !Action.some(isAction) : NotAction?.some(isAction)) return false;
  if (Resource !== undefined ? !Resource.some(isResource) : NotResource?.some(isResource)) return false;
  return Object.entries(Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => holds(operator, values, need.context?.[key.toLowerCase()])),
  );
}

/** A key that the request does not have fails every operator but the negated ones. */
function holds(operator: string, values: readonly string[], actual: string | undefined): boolean {
  const isNegated = operator.includes('Not');
  if (actual === undefined) return isNegated;
  const isPattern = operator.includes('Like') || operator.startsWith('Arn');
  const matches = values.some((value) => (isPattern ? like(value, actual) : value === actual));
  return matches !== isNegated;
}

/** `*` is any run of characters, `?` any one; linear in the length of the text. */
export function like(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star !== -1) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
