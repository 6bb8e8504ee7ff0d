import { z } from 'zod';
import { packageName } from '../devices.ts';
import { plainWords } from './plain-words.ts';
import { wholeNumber } from './whole-number.ts';

export const categoryName = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be lower-case words joined by -');

export const poolQuery = z.strictObject({
  limit: wholeNumber(1, 1000).default(100).describe('How many apps to list'),
  offset: wholeNumber(0, 1_000_000).default(0).describe('How many apps to skip'),
  category: categoryName
    .optional()
    .describe('Only apps of it, by the catalogue and by their names; `unknown` for those that neither knows'),
});
export type PoolQuery = z.infer<typeof poolQuery>;

const customers = z.int().min(0).describe('How many customers have it now');

/** Each list from the most to the least common. */
export const pool = z
  .strictObject({
    categories: z.array(z.strictObject({ category: z.string(), customers })),
    apps: z.array(z.strictObject({ package: z.string(), customers })),
    total: z.int().min(0).describe('How many different apps there are, of the category where one is asked for'),
  })
  .meta({ id: 'AppPool' });
export type Pool = z.infer<typeof pool>;

export const cataloguePath = z.strictObject({ package: packageName });

export const catalogueRequest = z
  .strictObject({ category: categoryName.meta({ examples: ['lender'] }), name: plainWords(200).optional() })
  .meta({ id: 'CatalogueRequest' });
export type CatalogueRequest = z.infer<typeof catalogueRequest>;

export const catalogueEntry = z
  .strictObject({ package: packageName, category: categoryName, name: z.string().optional() })
  .meta({ id: 'CatalogueEntry' });
