import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { policiesIn } from '../adapters/policy-table.ts';
import { productsIn } from '../adapters/products-table.ts';
import { makePolicy } from './handler.ts';

const database = openDatabase();

export const handler = makePolicy({
  policies: policiesIn(database),
  products: productsIn(database),
  log: createLog('policy'),
  meter: createMeter('policy'),
});
