import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { deviceKeysIn } from '../adapters/device-keys-table.ts';
import { makeDeviceKeys } from './handler.ts';

const env = parseEnv({ SCREENING_LIMITS_TABLE: 'text' });

export const handler = makeDeviceKeys({
  deviceKeys: deviceKeysIn(DynamoDBDocumentClient.from(new DynamoDBClient({})), env.SCREENING_LIMITS_TABLE),
  now: systemClock,
  log: createLog('device-keys'),
  meter: createMeter('device-keys'),
});
