import type { NotificationsRequested } from '../../lambdas/contracts/notifications.ts';
import { deterministicId } from '../../lambdas/shared/deterministic-id.ts';
import type { Cloud } from '../../local/cloud.ts';
import { storesOf } from '../../test/support/stores.ts';
import { batchesOf, inOwnProcess, type Memory } from '../own-process.ts';

const recordsPerBatch = 5;
const limitMb = 128;

/** A dispatcher of campaigns in a process of its own, that sends another message to customers of the campaign. */
export async function oneDispatcher(cloud: Cloud, cdkOut: string, batches: number): Promise<Memory> {
  return inOwnProcess(cloud, {
    cdkOut,
    id: 'DispatchCampaigns',
    environment: environmentOf(cloud),
    batches: batchesOf(
      cloud,
      'CampaignRequests',
      await requestedAgain(cloud, batches * recordsPerBatch),
      recordsPerBatch,
    ),
    limitMb,
    // As Lambda starts Node in 128 MB.
    nodeFlags: ['--max-semi-space-size=6'],
  });
}

function environmentOf(cloud: Cloud): Record<string, string> {
  const physical = (type: string, part?: string): string => cloud.resources.one(type, part).physicalId;
  return {
    SIGNING_KEYS_ARN: physical('AWS::SecretsManager::Secret', 'LinkKeys'),
    LINK_BASE: cloud.apiUrl,
    PATIENCE_MS: '20000',
    PINPOINT_APP_ID: physical('AWS::Pinpoint::App'),
    APNS_CHANNEL: 'APNS_SANDBOX',
    SMS_THROUGH: 'pinpoint',
    SMS_CONFIGURATION_SET: 'unused',
    EMAIL_FROM: 'unused',
    EMAIL_CONFIGURATION_SET: 'unused',
    PUSH_PER_SEC: '10000',
    SMS_PARTS_PER_SEC: '10000',
    EMAIL_PER_SEC: '10000',
  };
}

/** Records of the lane with messages that nobody asked for yet. */
async function requestedAgain(cloud: Cloud, count: number): Promise<string[]> {
  const stores = storesOf(cloud);
  const records = (await stores.records('CampaignRequests')).slice(0, count);
  stores.close();
  return records.map((text) => {
    const request = JSON.parse(text) as NotificationsRequested;
    const recipients = request.data.recipients.map((each) => ({ ...each, id: deterministicId('again', each.id) }));
    return JSON.stringify({ ...request, data: { ...request.data, recipients } });
  });
}
