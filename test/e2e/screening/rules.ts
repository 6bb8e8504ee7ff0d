import { shippedRules } from '../../../lambdas/screening/domain/rules/shipped-rules.ts';
import { callAs } from '../../support/cloud.ts';
import type { ScreenedPayments } from '../../support/screened-payments.ts';

export const rulesOfOperators = (screened: ScreenedPayments) =>
  describe('the rules', () => {
    it('shows, changes and tries rules, and says where new ones are wrong', async () => {
      const ops = (method: string, path: string, body?: object) =>
        callAs<Record<string, never>>(screened.cloud, { client: 'operations' }, method, path, body);
      const [velocity, ...others] = shippedRules.rules;
      const strict = { ...velocity, version: 2, thresholds: { most: { base: 2 } } };
      const tried = await ops('POST', '/v1/screening/dry-run', { currency: 'INR', rules: [strict], customer: 'asha' });
      expect(tried).toMatchObject({ status: 200, body: { rules: [{ id: 'velocity-10m', hits: expect.any(Number) }] } });
      expect((tried.body as unknown as { rules: { hits: number }[] }).rules[0]?.hits).toBeGreaterThan(4);

      const sameVersion = { currency: 'INR', rules: [{ ...strict, version: 1 }] };
      expect(await ops('PUT', '/v1/screening/rules', sameVersion)).toMatchObject({
        status: 400,
        body: { errors: [{ in: 'body', pointer: '/rules/0/version' }] },
      });
      const unknown = { currency: 'INR', rules: [{ ...strict, condition: { feature: 'paid.10m.cuont', above: 3 } }] };
      expect(await ops('PUT', '/v1/screening/rules', unknown)).toMatchObject({
        status: 400,
        body: { errors: [{ in: 'body', pointer: '/rules/0/condition/feature' }] },
      });
      const changed = { currency: 'INR', rules: [{ ...strict, mode: 'shadow' }, ...others] };
      expect(await ops('PUT', '/v1/screening/rules', changed)).toMatchObject({ status: 200, body: { version: 2 } });
      expect(await ops('PUT', '/v1/screening/rules', changed)).toMatchObject({ status: 200, body: { version: 2 } });
      expect(await ops('GET', '/v1/screening/rules')).toMatchObject({
        status: 200,
        body: { ruleSets: [{ currency: 'INR', version: 2, mode: 'live' }] },
      });
    });
  });
