import { UnsupportedMapping } from '../unsupported-mapping.ts';

/** Says whether one value of an event satisfies a rule; undefined stands for a field that is not there. */
export type Rule = (value: unknown) => boolean;

/**
 * Compiles one element of a rule list, for example `"buy"` or `{ "numeric": [">", 10] }`.
 * @throws {UnsupportedMapping} naming an operator that the laptop does not know.
 */
export function compileRule(rule: unknown): Rule {
  if (rule === null || typeof rule === 'string' || typeof rule === 'number' || typeof rule === 'boolean') {
    return (value) => value === rule;
  }
  const [operator, operand] = onlyEntryOf(rule);
  switch (operator) {
    case 'exists':
      if (typeof operand !== 'boolean') throw badOperand(operator);
      return (value) => (value !== undefined) === operand;
    case 'numeric':
      return numericRule(operand);
    case 'anything-but':
      return anythingBut(operand);
    default:
      return textRule(operator, operand);
  }
}

function textRule(operator: string, operand: unknown): Rule {
  if ((operator === 'prefix' || operator === 'suffix') && typeof operand === 'object' && operand !== null) {
    const [inner, wanted] = onlyEntryOf(operand);
    if (inner !== 'equals-ignore-case' || typeof wanted !== 'string') throw badOperand(`${operator}.${inner}`);
    const rule = textRule(operator, wanted.toLowerCase());
    return (value) => typeof value === 'string' && rule(value.toLowerCase());
  }
  if (typeof operand !== 'string') throw knownTextOperators.has(operator) ? badOperand(operator) : unknown(operator);
  switch (operator) {
    case 'prefix':
      return (value) => typeof value === 'string' && value.startsWith(operand);
    case 'suffix':
      return (value) => typeof value === 'string' && value.endsWith(operand);
    case 'equals-ignore-case':
      return (value) => typeof value === 'string' && value.toLowerCase() === operand.toLowerCase();
    case 'wildcard':
      return wildcardRule(operand);
    default:
      throw unknown(operator);
  }
}

const knownTextOperators = new Set(['prefix', 'suffix', 'equals-ignore-case', 'wildcard']);

function anythingBut(operand: unknown): Rule {
  const banned =
    typeof operand === 'object' && operand !== null && !Array.isArray(operand)
      ? textRules(operand)
      : [operand].flat().map((value) => {
          if (typeof value !== 'string' && typeof value !== 'number') throw badOperand('anything-but');
          return compileRule(value);
        });
  return (value) => value !== undefined && !banned.some((rule) => rule(value));
}

function textRules(operand: object): Rule[] {
  const [operator, values] = onlyEntryOf(operand);
  return [values].flat().map((value) => textRule(operator, value));
}

const comparisons: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '=': (left, right) => left === right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

function numericRule(operand: unknown): Rule {
  if (!Array.isArray(operand) || operand.length === 0 || operand.length % 2 !== 0) throw badOperand('numeric');
  const tests: ((value: number) => boolean)[] = [];
  for (let at = 0; at < operand.length; at += 2) {
    const compare = comparisons[String(operand[at])];
    const bound: unknown = operand[at + 1];
    if (compare === undefined || typeof bound !== 'number') throw badOperand('numeric');
    tests.push((value) => compare(value, bound));
  }
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

/** `*` stands for any text; matched greedily piece by piece, so that no pattern takes more than linear time a piece. */
function wildcardRule(pattern: string): Rule {
  const [head = '', ...pieces] = pattern.split('*');
  if (pieces.length === 0) return (value) => value === head;
  const tail = pieces.pop() ?? '';
  return (value) => {
    if (typeof value !== 'string' || !value.startsWith(head)) return false;
    let from = head.length;
    for (const piece of pieces) {
      const found = value.indexOf(piece, from);
      if (found < 0) return false;
      from = found + piece.length;
    }
    return value.length - tail.length >= from && value.endsWith(tail);
  };
}

function onlyEntryOf(rule: unknown): [string, unknown] {
  const entries = typeof rule === 'object' && rule !== null && !Array.isArray(rule) ? Object.entries(rule) : [];
  const [entry] = entries;
  if (entry === undefined || entries.length !== 1)
    throw new UnsupportedMapping('FilterCriteria: a rule has one operator');
  return entry;
}

function unknown(operator: string): UnsupportedMapping {
  return new UnsupportedMapping(`FilterCriteria: the operator ${operator} is not known here`);
}

function badOperand(operator: string): UnsupportedMapping {
  return new UnsupportedMapping(`FilterCriteria: ${operator} has a value that it does not take`);
}
