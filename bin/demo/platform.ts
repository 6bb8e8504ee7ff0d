import { setTimeout as sleep } from 'node:timers/promises';
import { startCloud } from '../../local/cloud.ts';
import { dataFolder, openDataFolder, runningOn } from '../../local/data-folder.ts';
import { portsFrom } from '../../local/ports.ts';
import { withSandboxVendor } from '../../local/sandbox-vendor/register.ts';
import type { OutboxMessage } from '../../local/services/messaging/outbox.ts';
import { synthesize } from '../../local/synth.ts';
import { recordedOf } from '../../local/web/recorded.ts';

/** A platform to play on: its API, and tokens as its users get them. */
export type Platform = {
  readonly apiUrl: string;
  /** Its pages, where it is still there after the demo. */
  readonly webUrl: string | undefined;
  readonly token: (who: { readonly customer: string } | { readonly client: string }) => Promise<string>;
  /** Resolves when what was sent has arrived everywhere. */
  readonly settled: () => Promise<void>;
  /** What providers took of these notifications, as customers see it. */
  readonly received: (notificationIds: readonly string[]) => Promise<readonly OutboxMessage[]>;
  /** A customer opens an e-mail. @param id the provider's */
  readonly openMail: (id: string) => Promise<void>;
  /** What the ledger's own check found; nothing where the demo may not start it. */
  readonly verified: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

/** To start more costs more than they do for so few customers: with two, the demo takes a third less of the computer. */
const instancesMax = 2;

/** The one that `npm start` runs, or else one of its own over a new folder, gone afterwards. */
export async function openPlatform(root: string): Promise<Platform> {
  const folder = dataFolder(process.env, root);
  openDataFolder(folder);
  const running = await runningOn(folder);
  if (running !== undefined) {
    console.log(`playing on ${running.apiUrl}`);
    // It may run on other ports than this environment names.
    const { issuer, web } = portsFrom({ SANGAM_PORT: new URL(running.apiUrl).port });
    return remote(running.apiUrl, `http://127.0.0.1:${issuer}`, `http://127.0.0.1:${web}`);
  }
  console.log('nothing runs here yet: starting a platform for the demo (npm start keeps one)');
  const { cdkOut } = await synthesize(root);
  const cloud = await startCloud({
    cdkOut,
    durable: false,
    instancesMax,
    log: { level: 'error', terminal: console.error },
  });
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
  const received: Platform['received'] = async (ids) => recordedOf(cloud.outbox, ids);
  const openMail = async (id: string): Promise<void> => void cloud.outbox.open(id);
  return { apiUrl, webUrl: undefined, token, settled, received, openMail, verified, close };
}

/** Nobody outside can see when streams are consumed: on an idle laptop that takes well under a second. */
const settleMs = 3000;

const remote = (apiUrl: string, issuerUrl: string, webUrl: string): Platform => ({
  apiUrl,
  webUrl,
  token: async (who) => {
    const response = await fetch(`${issuerUrl}/token?${new URLSearchParams({ ...who })}`, {
      method: 'POST',
      headers: { accept: 'text/plain' },
    });
    if (!response.ok) throw new Error(`the issuer answered ${response.status}: ${await response.text()}`);
    return (await response.text()).trim();
  },
  settled: () => sleep(settleMs),
  received: async (ids) => {
    const response = await fetch(
      `${webUrl}/recorded?${new URLSearchParams(ids.map((id): [string, string] => ['id', id]))}`,
    );
    if (!response.ok) throw new Error(`the page of the outbox answered ${response.status}: ${await response.text()}`);
    return ((await response.json()) as { readonly messages: readonly OutboxMessage[] }).messages;
  },
  openMail: async (id) => {
    const { ok, status } = await fetch(`${webUrl}/mails/${id}/opened`, { method: 'POST' });
    if (!ok) throw new Error(`the page of the outbox answered ${status} to an e-mail that was opened`);
  },
  verified: async () => [],
  close: async () => undefined,
});
