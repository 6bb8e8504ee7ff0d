import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { makePublisher } from '../../shared/publish.ts';
import { tellingPreferences } from '../adapters/preference-outbox.ts';
import { preferencesIn } from '../adapters/preferences-table.ts';
import { makePreferences } from './handler.ts';

const env = parseEnv({
  DOMAIN_STREAM_NAME: 'text',
});
const database = openDatabase();

export const handler = makePreferences({
  preferences: preferencesIn(database),
  publish: tellingPreferences(makePublisher(kinesisClient(), env.DOMAIN_STREAM_NAME), database),
  now: systemClock,
  log: createLog('preferences'),
  meter: createMeter('preferences'),
});
