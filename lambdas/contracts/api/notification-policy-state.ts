import { z } from 'zod';
import { instant } from '../event.ts';
import { templateId } from '../notifications.ts';
import { notificationPolicy } from './notification-policy.ts';
import { plainWords } from './plain-words.ts';
import { type Product, product } from './products.ts';

export const policyState = notificationPolicy
  .extend({ version: z.int(), changedAt: instant, changedBy: z.string() })
  .meta({ id: 'NotificationPolicyState' });
export type PolicyState = z.infer<typeof policyState>;

export const productPath = z.strictObject({ productId: templateId });

/** Formulas nest, and the function holds them against `product`; the reference says where their words are. */
const formula = z.record(z.string().max(20), z.unknown());

const frame = product.extend({
  name: plainWords(60),
  conditions: z.array(formula).max(20).describe('All of them; what is not known of a customer meets none'),
  amount: formula.describe('What a customer may have: a formula over what is known of them'),
});

export const productRequest = frame.extend({ enabled: z.boolean().default(true) }).meta({ id: 'ProductRequest' });

export const productState = frame.extend({ productId: templateId, enabled: z.boolean() }).meta({ id: 'Product' });
export type ProductState = Product & { readonly productId: string; readonly enabled: boolean };

export const products = z.strictObject({ products: z.array(productState) }).meta({ id: 'Products' });
