import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { makePublisher } from '../../shared/publish.ts';
import { auroraOutbox } from '../adapters/outbox.ts';
import { makeRelayOutbox } from './handler.ts';

const env = parseEnv({
  DOMAIN_STREAM_NAME: 'text',
});
const database = openDatabase();

export const handler = makeRelayOutbox({
  relay: auroraOutbox(database, makePublisher(kinesisClient(), env.DOMAIN_STREAM_NAME)).relay,
  log: createLog('relay-outbox'),
  meter: createMeter('relay-outbox'),
});
