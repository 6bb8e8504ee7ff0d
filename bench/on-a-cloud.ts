import type { Cloud } from '../local/cloud.ts';
import { aCloudAsConfigured, type TestCloudOptions } from '../test/support/cloud.ts';
import type { Measured } from './benchmark.ts';

/** Measures on a laptop cloud of its own that writes to disk as `npm start` does. */
export async function onACloud(
  measure: (cloud: Cloud) => Promise<Measured>,
  options: TestCloudOptions = {},
): Promise<Measured> {
  const cloud = await aCloudAsConfigured({ durable: true, ...options });
  try {
    return await measure(cloud);
  } finally {
    await cloud.stop();
  }
}

/** Of all services and operations. */
export const totalOf = (calls: ReadonlyMap<string, number>): number =>
  [...calls.values()].reduce((sum, count) => sum + count, 0);
