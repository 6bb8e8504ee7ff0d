import type { Cloud } from '../../local/cloud.ts';
import { batchesOf, inOwnProcess, type Memory } from '../own-process.ts';

/** A consumer of the bulk lane in a process of its own. @param id how the function's id begins in the synth */
export function consumer(
  cloud: Cloud,
  cdkOut: string,
  id: 'SettleBulk' | 'PlanPayouts',
  records: readonly string[],
  recordsPerBatch: number,
): Promise<Memory> {
  const physical = (type: string, part: string): string => cloud.resources.one(type, part).physicalId;
  const environment = {
    PAYOUT_FILES_TABLE: physical('AWS::DynamoDB::Table', 'PayoutFiles'),
    REPORTS_BUCKET: physical('AWS::S3::Bucket', 'Reports'),
    BULK_LANE_NAME: physical('AWS::Kinesis::Stream', 'BulkLane'),
    DOMAIN_STREAM_NAME: physical('AWS::Kinesis::Stream', 'DomainEvents'),
    NUDGE_STREAM_NAME: physical('AWS::Kinesis::Stream', 'Nudges'),
    OPERATIONS_PER_CALL: '100',
    // As fast as it can: memory is what is asked for here.
    OPERATIONS_PER_SEC: '1000000',
  };
  return inOwnProcess(cloud, {
    cdkOut,
    id,
    environment,
    batches: batchesOf(cloud, 'BulkLane', records, recordsPerBatch),
  });
}
