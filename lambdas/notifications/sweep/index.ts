import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { makePublisher } from '../../shared/publish.ts';
import { bouncedMessagesIn } from '../adapters/bounced-messages.ts';
import { convertIn } from '../adapters/conversions.ts';
import { earlyEventsIn } from '../adapters/early-events.ts';
import { earlyReceiptsIn } from '../adapters/early-receipts.ts';
import { tellingPreferences, untoldPreferencesIn } from '../adapters/preference-outbox.ts';
import { replacingBounced } from '../adapters/replace-bounced.ts';
import { requestOn } from '../adapters/requests.ts';
import { trackIn } from '../adapters/track-receipts.ts';
import { waitingMessagesIn } from '../adapters/waiting-messages.ts';
import { makeSweep } from './handler.ts';
import { makeTrackEarly } from './track-early.ts';
import { makeTellUntold } from './untold.ts';

const env = parseEnv({
  DOMAIN_STREAM_NAME: 'text',
  CAMPAIGN_STREAM_NAME: 'text',
  TRANSACTIONAL_STREAM_NAME: 'text',
  RECORD_AGE_MAX_HOURS: 'count',
});
const database = openDatabase();
const kinesis = kinesisClient();
const publish = makePublisher(kinesis, env.DOMAIN_STREAM_NAME);
const request = requestOn({
  campaigns: makePublisher(kinesis, env.CAMPAIGN_STREAM_NAME),
  transactional: makePublisher(kinesis, env.TRANSACTIONAL_STREAM_NAME),
});
const bounced = bouncedMessagesIn(database);
const meter = createMeter('sweep');

const sweep = makeSweep({
  messages: waitingMessagesIn(database),
  request,
  recordAgeMaxHours: env.RECORD_AGE_MAX_HOURS,
  now: systemClock,
  log: createLog('sweep'),
  meter,
});

const trackEarly = makeTrackEarly({
  earlyReceipts: earlyReceiptsIn(database),
  track: trackIn(database),
  publish,
  meter,
});

const tellUntold = makeTellUntold({
  untoldPreferences: untoldPreferencesIn(database),
  tellPreferences: tellingPreferences(publish, database),
  earlyEvents: earlyEventsIn(database),
  convert: convertIn(database),
  replaceBounced: replacingBounced(bounced, request, systemClock),
  bounced,
  publish,
  meter,
});

export const handler = async (): Promise<void> => {
  await sweep();
  await trackEarly();
  await tellUntold();
};
