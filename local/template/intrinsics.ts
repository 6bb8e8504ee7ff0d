import type { Place } from './types.ts';

/** What the functions of a template look things up in. */
export type Scope = {
  readonly ref: (name: string) => unknown;
  readonly getAtt: (logicalId: string, attribute: string) => unknown;
  readonly importValue: (name: string) => unknown;
  readonly mapping: (map: string, first: string, second: string) => unknown;
  readonly condition: (name: string) => boolean;
  readonly region: string;
};

/** A template says something that has no value here; the message names it and its place. */
export class Unresolvable extends Error {
  override readonly name = 'Unresolvable';
  readonly place: Place;
  readonly reason: string;

  constructor(place: Place, reason: string) {
    super(`${place}: ${reason}`);
    this.place = place;
    this.reason = reason;
  }
}

type Evaluate = (argument: unknown, scope: Scope, place: Place) => unknown;

/** `AWS::NoValue`: the property or element that has it is left out. */
const noValue = undefined;

const functions: Readonly<Record<string, Evaluate>> = {
  Ref: (name, scope, place) => (name === 'AWS::NoValue' ? noValue : scope.ref(text(name, place))),
  Condition: (name, scope, place) => scope.condition(text(name, place)),
  'Fn::GetAtt': (argument, scope, place) => scope.getAtt(...attributeOf(argument, scope, place)),
  'Fn::Join': (argument, scope, place) => {
    const [delimiter, values] = list(argument, place);
    return list(evaluate(values, scope, place), place)
      .map((value) => text(value, place))
      .join(text(delimiter, place));
  },
  'Fn::Sub': substitute,
  'Fn::Select': (argument, scope, place) => {
    const [index, values] = list(evaluate(argument, scope, place), place);
    const chosen = list(values, place)[Number(index)];
    if (chosen === undefined) throw new Unresolvable(place, `Fn::Select has no element ${String(index)}`);
    return chosen;
  },
  'Fn::Split': (argument, scope, place) => {
    const [delimiter, source] = list(evaluate(argument, scope, place), place);
    return text(source, place).split(text(delimiter, place));
  },
  'Fn::If': (argument, scope, place) => {
    const [name, whenTrue, whenFalse] = list(argument, place);
    return evaluate(scope.condition(text(name, place)) ? whenTrue : whenFalse, scope, place);
  },
  'Fn::Equals': (argument, scope, place) => {
    const [left, right] = list(evaluate(argument, scope, place), place);
    return JSON.stringify(left) === JSON.stringify(right);
  },
  'Fn::And': (argument, scope, place) => list(argument, place).every((each) => evaluate(each, scope, place) === true),
  'Fn::Or': (argument, scope, place) => list(argument, place).some((each) => evaluate(each, scope, place) === true),
  'Fn::Not': (argument, scope, place) => evaluate(list(argument, place)[0], scope, place) !== true,
  'Fn::ImportValue': (argument, scope, place) => scope.importValue(text(evaluate(argument, scope, place), place)),
  'Fn::FindInMap': (argument, scope, place) => {
    const [map, first, second] = list(evaluate(argument, scope, place), place).map((each) => text(each, place));
    return scope.mapping(map ?? '', first ?? '', second ?? '');
  },
  'Fn::Base64': (argument, scope, place) =>
    Buffer.from(text(evaluate(argument, scope, place), place)).toString('base64'),
  'Fn::GetAZs': (argument, scope, place) => {
    const region = text(evaluate(argument, scope, place), place) || scope.region;
    return ['a', 'b', 'c'].map((zone) => region + zone);
  },
  'Fn::Length': (argument, scope, place) => list(evaluate(argument, scope, place), place).length,
  'Fn::ToJsonString': (argument, scope, place) => JSON.stringify(evaluate(argument, scope, place)),
};

/**
 * The value of a part of a template, functions replaced by what they give.
 * @throws {Unresolvable} for an unknown function, a missing name or an argument of the wrong shape
 */
export function evaluate(value: unknown, scope: Scope, place: Place): unknown {
  if (Array.isArray(value))
    return value.map((each, index) => evaluate(each, scope, `${place}[${index}]`)).filter((each) => each !== noValue);
  if (typeof value !== 'object' || value === null) return value;
  const call = callOf(value);
  if (call !== undefined) {
    const known = functions[call.name];
    if (known === undefined) throw new Unresolvable(place, `unknown intrinsic function ${call.name}`);
    return known(call.argument, scope, place);
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]) => [key, evaluate(each, scope, `${place}.${key}`)])
      .filter(([, each]) => each !== noValue),
  );
}

export const isKnownFunction = (name: string): boolean => Object.hasOwn(functions, name);

/** The function that an object calls, if it calls one. */
export function callOf(value: object): { readonly name: string; readonly argument: unknown } | undefined {
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0) return undefined;
  const [name, argument] = entry;
  // An IAM statement may hold `Condition` alone with an object below; the function's argument is a name.
  const isCall = name === 'Ref' || name.startsWith('Fn::') || (name === 'Condition' && typeof argument === 'string');
  return isCall ? { name, argument } : undefined;
}

/** `[logicalId, attribute]` of a `Fn::GetAtt`, which may be written with a dot. */
export function attributeOf(argument: unknown, scope: Scope | undefined, place: Place): [string, string] {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    return [argument.slice(0, dot), argument.slice(dot + 1)];
  }
  const [logicalId, attribute] = list(argument, place);
  const resolved = scope === undefined || typeof attribute === 'string' ? attribute : evaluate(attribute, scope, place);
  return [text(logicalId, place), text(resolved, place)];
}

/** Names in a `Fn::Sub` text, without those that its own map gives and without `${!literal}`. */
export const namesIn = (template: string): string[] =>
  [...template.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => (name ?? '').trim());

function substitute(argument: unknown, scope: Scope, place: Place): string {
  const [template, values = {}] = typeof argument === 'string' ? [argument] : list(argument, place);
  const given = values as Readonly<Record<string, unknown>>;
  return text(template, place).replace(/\$\{([^}]+)\}/g, (_, written: string) => {
    if (written.startsWith('!')) return `\${${written.slice(1)}}`;
    const name = written.trim();
    if (Object.hasOwn(given, name)) return text(evaluate(given[name], scope, place), place);
    const dot = name.indexOf('.');
    return text(dot < 0 ? scope.ref(name) : scope.getAtt(name.slice(0, dot), name.slice(dot + 1)), place);
  });
}

function list(value: unknown, place: Place): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Unresolvable(place, 'a list was expected');
}

function text(value: unknown, place: Place): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Unresolvable(place, 'a text was expected');
}
