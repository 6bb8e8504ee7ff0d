import { UnsupportedMapping } from '../unsupported-mapping.ts';
import { compileRule, type Rule } from './rule.ts';

/** Says whether an event's object satisfies a pattern. */
export type Matcher = (event: unknown) => boolean;

/**
 * Compiles a filter pattern: every field must match (and), any rule of a field's list may (or), `$or` takes patterns.
 * @throws {UnsupportedMapping} for text that is not a JSON object and for operators that are not known.
 */
export function compilePattern(text: string): Matcher {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch {
    throw new UnsupportedMapping('FilterCriteria: a Pattern is not JSON');
  }
  return matcherOf(pattern);
}

/** The fields at the top of a pattern, also inside `$or`: which parts of a record it looks at. */
export function fieldsOf(text: string): readonly string[] {
  return topFieldsOf(JSON.parse(text));
}

/** The fields of `data` that a pattern looks at. */
export function fieldsOfData(text: string): readonly string[] {
  return dataFieldsOf(JSON.parse(text));
}

function dataFieldsOf(pattern: unknown): readonly string[] {
  return Object.entries(pattern ?? {}).flatMap(([name, wanted]) => {
    if (name === '$or' && Array.isArray(wanted)) return wanted.flatMap(dataFieldsOf);
    return name === 'data' && !Array.isArray(wanted) ? topFieldsOf(wanted) : [];
  });
}

function topFieldsOf(pattern: unknown): readonly string[] {
  return Object.entries(pattern ?? {}).flatMap(([name, wanted]) =>
    name === '$or' && Array.isArray(wanted) ? wanted.flatMap(topFieldsOf) : [name],
  );
}

function matcherOf(pattern: unknown): Matcher {
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern)) {
    throw new UnsupportedMapping('FilterCriteria: a Pattern holds objects whose leaves are lists of rules');
  }
  const fields = Object.entries(pattern).map(([name, wanted]) =>
    name === '$or' ? anyOf(wanted) : field(name, wanted),
  );
  return (event) => fields.every((matches) => matches(event));
}

function anyOf(alternatives: unknown): Matcher {
  if (!Array.isArray(alternatives) || alternatives.length === 0) {
    throw new UnsupportedMapping('FilterCriteria: $or takes a list of patterns');
  }
  const matchers = alternatives.map(matcherOf);
  return (event) => matchers.some((matches) => matches(event));
}

function field(name: string, wanted: unknown): Matcher {
  const matches = Array.isArray(wanted) ? leaf(wanted.map(compileRule)) : eachOf(matcherOf(wanted));
  return (event) => matches(valueAt(event, name));
}

/** A list in the event matches when any of its elements does. */
function eachOf(matches: Matcher): Matcher {
  return (value) => (Array.isArray(value) ? value.some(matches) : matches(value));
}

function leaf(rules: readonly Rule[]): Matcher {
  return (value) => {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return rules.some((rule) => values.some(rule));
  };
}

function valueAt(event: unknown, name: string): unknown {
  if (typeof event !== 'object' || event === null || !Object.hasOwn(event, name)) return undefined;
  return (event as Readonly<Record<string, unknown>>)[name];
}
