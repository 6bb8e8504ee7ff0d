import { setTimeout as sleep } from 'node:timers/promises';
import { startCloud } from '../../local/cloud.ts';
import { dataFolder, openDataFolder, runningOn } from '../../local/data-folder.ts';
import { portsFrom } from '../../local/ports.ts';
import { withSandboxVendor } from '../../local/sandbox-vendor/register.ts';
import { synthesize } from '../../local/synth.ts';

/** A platform to play on: its API, and tokens as its users get them. */
export type Platform = {
  readonly apiUrl: string;
  /** Whether it is still there after the demo. */
  readonly stays: boolean;
  readonly token: (who: { readonly customer: string } | { readonly client: string }) => Promise<string>;
  /** Resolves when what was sent has arrived everywhere. */
  readonly settled: () => Promise<void>;
  /** What the ledger's own check found; nothing where the demo may not start it. */
  readonly verified: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

/** The one that `npm start` runs, or else one of its own over a new folder, gone afterwards. */
export async function openPlatform(root: string): Promise<Platform> {
  const folder = dataFolder(process.env, root);
  openDataFolder(folder);
  const running = await runningOn(folder);
  if (running !== undefined) {
    console.log(`playing on ${running.apiUrl}`);
    return remote(running.apiUrl, `http://127.0.0.1:${portsFrom(process.env).issuer}`);
  }
  console.log('nothing runs here yet: starting a platform for the demo (npm start keeps one)');
  const { cdkOut } = await synthesize(root);
  const cloud = await startCloud({ cdkOut, log: { level: 'error', terminal: console.error } });
  const verified = async (): Promise<readonly string[]> => {
    await cloud.fire('Verify');
    await cloud.drained();
    const found = cloud.metric('AccountsDrifted').sum + cloud.metric('CurrenciesUnbalanced').sum;
    if (cloud.metric('LedgerVerified').sum !== 1) throw new Error('the check of the ledger did not come to its end');
    return [`           verify recomputed the whole ledger from its journal and found ${found} differences`];
  };
  const sandbox = await withSandboxVendor(cloud);
  const close = async (): Promise<void> => {
    await sandbox.stop();
    await cloud.stop();
  };
  const { apiUrl, token, drained: settled } = cloud;
  return { apiUrl, stays: false, token, settled, verified, close };
}

/** Nobody outside can see when streams are consumed: on an idle laptop that takes well under a second. */
const settleMs = 3000;

const remote = (apiUrl: string, issuerUrl: string): Platform => ({
  apiUrl,
  stays: true,
  token: async (who) => {
    const response = await fetch(`${issuerUrl}/token?${new URLSearchParams({ ...who })}`, {
      method: 'POST',
      headers: { accept: 'text/plain' },
    });
    if (!response.ok) throw new Error(`the issuer answered ${response.status}: ${await response.text()}`);
    return (await response.text()).trim();
  },
  settled: () => sleep(settleMs),
  verified: async () => [],
  close: async () => undefined,
});
