import type { z } from 'zod';
import { problemsOf } from './problems.ts';
import { type RuleSet, ruleSet } from './rule.ts';

/** `pointer` is RFC 6901; the detail repeats nothing of what was written. */
export type RuleError = { readonly pointer: string; readonly detail: string };
export type ParsedRuleSet =
  | { readonly ok: true; readonly ruleSet: RuleSet }
  | { readonly ok: false; readonly errors: readonly RuleError[] };

const maxErrors = 50;
const maxDepth = 40;
const maxValues = 20_000;

/** What somebody wrote as rules, or what is wrong with it and where. */
export function parseRuleSet(written: unknown): ParsedRuleSet {
  if (isTooLarge(written)) return refused([{ pointer: '', detail: 'is nested too deeply or too large' }]);
  const parsed = ruleSet.safeParse(written);
  if (!parsed.success) return refused(parsed.error.issues.flatMap((issue) => errorsOf(issue, [])));
  const errors = problemsOf(parsed.data).map(({ path, detail }) => ({ pointer: pointerTo(path), detail }));
  return errors.length > 0 ? refused(errors) : { ok: true, ruleSet: parsed.data };
}

const refused = (errors: readonly RuleError[]): ParsedRuleSet => ({ ok: false, errors: errors.slice(0, maxErrors) });

/** Looked at before the schema, which calls itself for each level and would run out of stack. */
function isTooLarge(written: unknown): boolean {
  let level: unknown[] = [written];
  let values = 0;
  for (let depth = 0; level.length > 0; depth++) {
    values += level.length;
    if (depth > maxDepth || values > maxValues) return true;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return false;
}

type Issue = z.core.$ZodIssue;

function errorsOf(issue: Issue, above: readonly PropertyKey[]): RuleError[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys')
    return issue.keys
      .slice(0, maxErrors)
      .map((key) => ({ pointer: pointerTo([...path, key]), detail: 'is not known here' }));
  const meant = issue.code === 'invalid_union' ? meantBranch(issue.errors) : undefined;
  if (meant !== undefined) return meant.flatMap((each) => errorsOf(each, path));
  const isMissing = issue.message.endsWith('received undefined');
  return [{ pointer: pointerTo(path), detail: isMissing ? 'is missing' : issue.message }];
}

/** The one alternative whose own form was met, with what is wrong further in. */
function meantBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const met = branches.filter((issues) =>
    issues.every(({ path, code }) => path.length > 0 && code !== 'unrecognized_keys'),
  );
  const ofKind = met.filter((issues) => !issues.some(({ message }) => message.endsWith('received undefined')));
  return ofKind.length === 1 ? ofKind[0] : undefined;
}

/** RFC 6901; a long name is cut, since whoever wrote it knows it. */
const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
