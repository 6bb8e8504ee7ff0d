import fc from 'fast-check';
import { variantFor } from '../../../../../lambdas/notifications/domain/campaign/assign.ts';
import { aDefinition } from '../../../../support/campaigns.ts';

const variantsOf = (weights: readonly number[]) =>
  weights.map((weight, at) => ({ name: `v${at}`, template: { id: 'offer', version: 1 }, weight }));

it('gives a customer the same whenever it is asked, and something else in another campaign', () => {
  const definition = aDefinition();
  const of = (campaign: string) =>
    Array.from({ length: 200 }, (_, at) => variantFor(definition, campaign, `c${at}`)?.name ?? 'holdout').join();
  expect(of('one')).toBe(of('one'));
  expect(of('one')).not.toBe(of('two'));
});

it('comes near the weights, whatever they are', () => {
  const customers = 4_000;
  fc.assert(
    fc.property(
      fc.uuid(),
      fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 0, max: 50 }),
      (campaign, weights, holdoutPercent) => {
        const counted = new Map<string, number>();
        for (let at = 0; at < customers; at++) {
          const name =
            variantFor({ variants: variantsOf(weights), holdoutPercent }, campaign, `c${at}`)?.name ?? 'holdout';
          counted.set(name, (counted.get(name) ?? 0) + 1);
        }
        const sum = weights.reduce((all, each) => all + each, 0);
        const expected = new Map<string, number>(
          weights.map((weight, at) => [`v${at}`, (weight / sum) * (1 - holdoutPercent / 100)] as const),
        );
        expected.set('holdout', holdoutPercent / 100);
        // Six standard deviations: a draw apart from its weight, and not by chance.
        for (const [name, share] of expected)
          expect(Math.abs((counted.get(name) ?? 0) - customers * share)).toBeLessThanOrEqual(
            6 * Math.sqrt(customers * share * (1 - share)) + 1,
          );
      },
    ),
    { numRuns: 40 },
  );
});

it('holds nobody out who was not meant to be', () => {
  const definition = { variants: variantsOf([1]), holdoutPercent: 0 };
  for (let at = 0; at < 500; at++) expect(variantFor(definition, 'one', `c${at}`)?.name).toBe('v0');
});
