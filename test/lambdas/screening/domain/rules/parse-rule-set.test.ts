import fc from 'fast-check';
import { parseRuleSet } from '../../../../../lambdas/screening/domain/rules/parse-rule-set.ts';
import { shippedRules } from '../../../../../lambdas/screening/domain/rules/shipped-rules.ts';

const aRule = (overrides: object = {}) => ({
  id: 'a-rule',
  version: 1,
  mode: 'live',
  action: 'review',
  condition: { feature: 'paid.1h.count', above: 3 },
  thresholds: { most: { base: 3 }, sum: { base: '300' } },
  ...overrides,
});
const errorsOf = (...rules: unknown[]) => {
  const parsed = parseRuleSet({ version: 1, currency: 'INR', rules });
  return parsed.ok ? [] : parsed.errors.map(({ pointer, detail }) => `${pointer} ${detail}`);
};
const errorsIn = (condition: unknown) => errorsOf(aRule({ condition }));
const habit = { by: 'own-habit', spreads: 2 };

describe('a rule set', () => {
  it('is understood as it is shipped', () => {
    expect(parseRuleSet(JSON.parse(JSON.stringify(shippedRules)))).toEqual({ ok: true, ruleSet: shippedRules });
  });

  it.each([
    ['an unknown feature', { feature: 'paid.2h.count', above: 3 }, '/feature is no feature'],
    ['what every object inherits', { feature: 'constructor', is: 'x' }, '/feature is no feature'],
    ['an unknown operator', { feature: 'paid.1h.count', above: 3, exceeds: 3 }, '/exceeds is not known here'],
    ['no operator', { feature: 'paid.1h.count' }, ' must have one of above, atLeast, below, atMost, is, in, between'],
    [
      'two operators',
      { feature: 'paid.1h.count', above: 1, below: 3 },
      ' must have one of above, atLeast, below, atMost, is, in, between',
    ],
    [
      'an operator beside a group',
      { all: [{ feature: 'paid.1h.count', above: 3 }], above: 3 },
      '/above is not known here',
    ],
    ['a group of none', { all: [] }, '/all Too small: expected array to have >=1 items'],
    ['an order of texts', { feature: 'payment.region', above: 'KA' }, '/above cannot order a text'],
    ['money as a number', { feature: 'payment.amount', above: 500 }, '/above must be a money'],
    ['money with a point', { feature: 'payment.amount', above: '5.00' }, '/above must be a money'],
    ['money that is negative', { feature: 'payment.amount', is: '-5' }, '/is must be a money'],
    ['a number as text', { feature: 'paid.1h.count', between: [1, '3'] }, '/between/1 must be a number'],
    ['a choice of another kind', { feature: 'payment.amount', in: ['5', 'x'] }, '/in/1 must be a money'],
    [
      'a feature of another kind',
      { feature: 'payment.amount', above: { feature: 'payers.24h' } },
      '/above/feature must be a money',
    ],
    [
      'a threshold nobody set',
      { feature: 'paid.1h.count', above: { threshold: 'least' } },
      '/above/threshold names no threshold of this rule',
    ],
    [
      'a threshold everybody inherits',
      { feature: 'paid.1h.count', above: { threshold: 'toString' } },
      '/above/threshold names no threshold of this rule',
    ],
    [
      'a threshold of another kind',
      { feature: 'paid.1h.count', above: { threshold: 'sum' } },
      '/above/threshold must be a number',
    ],
    [
      'a multiplied flag',
      { feature: 'device.isNew', is: { feature: 'payee.isKnown', times: 2 } },
      '/is/times cannot multiply a flag',
    ],
  ])('is refused with %s', (_, condition, error) => {
    const pointer = '/rules/0/condition';
    expect(errorsIn(condition)).toEqual([`${pointer}${error}`]);
    expect(errorsIn({ not: { any: [condition] } })).toEqual([`${pointer}/not/any/0${error}`]);
  });

  it.each([
    ['a factor finer than sums are compared', 0.12345],
    ['a negative factor', -1],
    ['a factor without end', Number.POSITIVE_INFINITY],
  ])('is refused with %s', (_, factor) => {
    const operand = { threshold: 'most', times: factor };
    expect(errorsIn({ feature: 'paid.1h.count', above: operand })).toEqual([
      expect.stringMatching(/^\/rules\/0\/condition\/above/),
    ]);
  });

  it.each([
    [
      'bounds that do not hold the base',
      { base: '5', min: '6', max: '9', adapts: habit },
      'must have min <= base <= max',
    ],
    ['bounds in disorder', { base: '50', min: '60', max: '9', adapts: habit }, 'must have min <= base <= max'],
    ['no bounds', { base: '5', adapts: habit }, '/adapts needs a min and a max beside it'],
    [
      'kinds that differ',
      { base: '5', min: 1, max: '9', adapts: habit },
      'must be a base, or base, min, max and adapts of one kind',
    ],
    [
      'a count that adapts to sums',
      { base: 5, min: 1, max: 9, adapts: habit },
      'must be a base, or base, min, max and adapts of one kind',
    ],
  ])('is refused with a threshold with %s', (_, most, error) => {
    expect(errorsOf(aRule({ thresholds: { most } }))).toEqual([expect.stringContaining('/rules/0/thresholds/most')]);
    expect(errorsOf(aRule({ thresholds: { most } })).join()).toContain(error);
  });

  it.each([
    ['no rules', { version: 1, currency: 'INR' }, '/rules is missing'],
    ['a currency that is none', { version: 1, currency: 'rupees', rules: [] }, '/currency must be an ISO 4217 code'],
    ['an unknown field', { version: 1, currency: 'INR', rules: [], 'a/b~c': 1 }, '/a~1b~0c is not known here'],
    [
      'two rules of one id',
      { version: 1, currency: 'INR', rules: [aRule(), aRule()] },
      '/rules/1/id is the id of another rule',
    ],
    [
      'a mode that is none',
      { version: 1, currency: 'INR', rules: [aRule({ mode: 'off' })] },
      expect.stringMatching(/^\/rules\/0\/mode /),
    ],
    ['nothing', null, expect.stringMatching(/^ /)],
  ])('is refused with %s', (_, written, error) => {
    const parsed = parseRuleSet(written);
    expect(parsed.ok ? [] : parsed.errors.map(({ pointer, detail }) => `${pointer} ${detail}`)).toEqual([error]);
  });

  it('is refused when it is nested to bring the reader down, or too large', () => {
    const deep = JSON.parse(`${'{"not":'.repeat(5000)}{}${'}'.repeat(5000)}`);
    const wide = { any: Array.from({ length: 30_000 }, () => ({ feature: 'paid.1h.count', above: 1 })) };
    for (const condition of [deep, wide]) expect(errorsIn(condition)).toEqual([' is nested too deeply or too large']);
  });

  it.each(['a\u0000', 'a\ud800'])('is refused with a text that the database cannot keep', (text) => {
    expect(errorsIn({ feature: 'payment.payeeKind', is: text })).toHaveLength(1);
    expect(errorsIn({ feature: 'payment.payeeKind', in: ['customer', text] })).toHaveLength(1);
  });

  it('never reaches what objects share', () => {
    const written = '{"__proto__": {"base": 1}, "most": {"base": 3}}';
    const parsed = parseRuleSet({ version: 1, currency: 'INR', rules: [aRule({ thresholds: JSON.parse(written) })] });
    expect(parsed.ok && parsed.ruleSet.rules[0]?.thresholds).toEqual({ most: { base: 3 } });
    expect(errorsIn(JSON.parse('{"__proto__": {"feature": "paid.1h.count", "above": 3}}'))).not.toEqual([]);
    expect({}).not.toHaveProperty('base');
  });

  it('is never a crash, and tells at most fifty errors and nothing of what was written', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 5 }), (written) => {
        for (const each of written) {
          const errors = [...errorsIn(each), ...errorsOf(each)];
          expect(errors.length).toBeLessThanOrEqual(100);
        }
      }),
    );
    const many = Array.from({ length: 100 }, () => aRule({ condition: { feature: 'hunter2', is: 'hunter2' } }));
    expect(errorsOf(...many)).toHaveLength(50);
    expect(errorsOf(...many).join()).not.toContain('hunter2');
  });
});
