import type { Database } from '../../shared/data-api.ts';
import { parseEnv } from '../../shared/env.ts';
import type { Log } from '../../shared/log.ts';
import { openQueryAs } from '../../shared/open-database.ts';
import { auroraLedger, type Ledger } from './aurora-ledger.ts';
import { postAtOnceBy } from './post-at-once.ts';

/**
 * The ledger of a function that answers somebody who waits: single transfers are posted at once, under their own login.
 * @throws Error when the environment does not name that login's secret
 */
export function openLedger(database: Database, log: Log): Ledger {
  const { DATABASE_LEDGER_SECRET_ARN } = parseEnv({ DATABASE_LEDGER_SECRET_ARN: 'text' });
  return auroraLedger(database, postAtOnceBy(openQueryAs(DATABASE_LEDGER_SECRET_ARN), log));
}
