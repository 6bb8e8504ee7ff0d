import fc from 'fast-check';
import {
  type Condition,
  compile,
  condition,
  type Subject,
} from '../../../../../lambdas/devices/domain/rules/condition.ts';

/** The same in the plainest words, walked anew for each subject. */
function holds(wanted: Condition, subject: Subject): boolean {
  if ('all' in wanted) return !wanted.all.some((part) => !holds(part, subject));
  if ('any' in wanted) return wanted.any.filter((part) => holds(part, subject)).length > 0;
  if ('not' in wanted) return !holds(wanted.not, subject);
  const found = Object.entries(subject).find(([name]) => name === wanted.field)?.[1] ?? null;
  if ('in' in wanted) return wanted.in.some((value) => value === found);
  if ('atLeast' in wanted) return typeof found === 'number' && found >= wanted.atLeast;
  return found === wanted.is;
}

// Few names and values, so that they meet; some are what every object inherits.
const field = fc.constantFrom('kind', 'amountMinor', 'isBounce', 'constructor', '__proto__', 'toString');
const text = fc.constantFrom('salary', 'emi', '', '3');
const number = fc.integer({ min: -2, max: 5 });
const value = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const subjects = fc.dictionary(field, value, { maxKeys: 6 });

const { anyCondition } = fc.letrec<{ anyCondition: Condition }>((tie) => ({
  anyCondition: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'condition' },
    fc.record({ field, is: value }),
    fc.record({ field, in: fc.array(fc.oneof(text, number), { minLength: 1, maxLength: 3 }) }),
    fc.record({ field, atLeast: number }),
    fc.record({ not: tie('anyCondition') }),
    fc.record({ all: fc.array(tie('anyCondition'), { minLength: 1, maxLength: 3, depthIdentifier: 'condition' }) }),
    fc.record({ any: fc.array(tie('anyCondition'), { minLength: 1, maxLength: 3, depthIdentifier: 'condition' }) }),
  ),
}));

describe('a condition', () => {
  it('holds when its plain reading holds', () => {
    fc.assert(
      fc.property(anyCondition, subjects, (wanted, subject) => {
        expect(compile(wanted)(subject)).toBe(holds(wanted, subject));
      }),
      { numRuns: 3000 },
    );
  });

  it('means the same after it was kept as JSON', () => {
    fc.assert(
      fc.property(anyCondition, (wanted) => {
        expect(condition.parse(JSON.parse(JSON.stringify(wanted)))).toEqual(wanted);
      }),
    );
  });

  it.each([
    ['an operator nobody knows', { field: 'kind', equals: 'salary' }],
    ['two operators', { field: 'kind', is: 'salary', in: ['emi'] }],
    ['an operator beside a group', { all: [{ field: 'kind', is: 'emi' }], field: 'kind' }],
    ['a group of none, which would always or never hold', { all: [] }],
    ['a choice of none', { field: 'kind', in: [] }],
    ['a number as text', { field: 'amountMinor', atLeast: '5' }],
    ['no field', { is: 'salary' }],
    ['nothing', {}],
    ['no object', 'kind = salary'],
  ])('is refused with %s', (_, wanted) => {
    expect(condition.safeParse(wanted).success).toBe(false);
    expect(condition.safeParse({ not: wanted }).success).toBe(false);
  });
});
