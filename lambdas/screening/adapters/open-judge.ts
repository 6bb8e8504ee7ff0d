import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../shared/clock.ts';
import type { Database } from '../../shared/data-api.ts';
import type { Log } from '../../shared/log.ts';
import { type JudgeFor, judgeFrom } from './judge-at-path.ts';
import { readLimitsIn } from './limits-table.ts';
import { cachedRules, ruleSetsIn } from './rule-sets.ts';

type Config = { readonly SCREENING_LIMITS_TABLE: string; readonly SCREENING_LIMIT_MS: number };

/** Judges for a function whose payer waits; opened once, at load. */
export const openJudge = (env: Config, database: Database, log: Log): JudgeFor =>
  judgeFrom({
    // What is late is given up; trying again would only come later still.
    readLimits: readLimitsIn(
      DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 1 })),
      env.SCREENING_LIMITS_TABLE,
    ),
    rules: cachedRules(ruleSetsIn(database).all, systemClock),
    now: systemClock,
    limitMs: env.SCREENING_LIMIT_MS,
    log,
  });
