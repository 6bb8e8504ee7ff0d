import type { Database } from '../../shared/data-api.ts';
import type { Log } from '../../shared/log.ts';
import { openQueryAs } from '../../shared/open-database.ts';
import { auroraLedger, type Ledger } from './aurora-ledger.ts';
import { postAtOnceBy } from './post-at-once.ts';

/**
 * The ledger of a function that answers somebody who waits: single transfers are posted at once.
 * @param secretArn of the login that they are posted under
 */
export const openLedger = (database: Database, secretArn: string, log: Log): Ledger =>
  auroraLedger(database, postAtOnceBy(openQueryAs(secretArn), log));
