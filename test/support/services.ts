import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Faults, makeFaults } from '../../local/faults.ts';
import { type Services, startServices } from '../../local/services/index.ts';
import type { ServiceLogLine } from '../../local/services/respond.ts';
import { scratch } from './scratch.ts';

export const region = 'ap-south-1';
export const accountId = '000000000000';

export type ServicesUnderTest = Services & {
  readonly faults: Faults;
  readonly lines: readonly ServiceLogLine[];
  readonly crashed: readonly string[];
  readonly config: { readonly region: string; readonly endpoint: string; readonly maxAttempts: number };
  /** Ends everything and starts it again over the same data. */
  readonly again: () => Promise<ServicesUnderTest>;
  /** Ends everything and drops the data. */
  readonly drop: () => Promise<void>;
};

/** The stand-ins on free ports over a folder of their own, without durability. */
export async function startServicesUnderTest(dataDir = newDataDir()): Promise<ServicesUnderTest> {
  const faults = makeFaults(7);
  const lines: ServiceLogLine[] = [];
  const crashed: string[] = [];
  const services = await startServices({
    dataDir,
    port: 0,
    pgPort: 0,
    region,
    accountId,
    faults,
    onCrash: (principal) => crashed.push(principal),
    log: (line) => lines.push(line),
    durable: false,
  });
  return {
    ...services,
    faults,
    lines,
    crashed,
    config: { region, endpoint: services.endpoint, maxAttempts: 1 },
    again: async () => {
      await services.stop();
      return startServicesUnderTest(dataDir);
    },
    drop: async () => {
      await services.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL may run as another user, who must be able to pass. */
export function newDataDir(): string {
  const dir = mkdtempSync(join(scratch, 'sangam-test-'));
  chmodSync(dir, 0o711);
  return dir;
}
