/** `npm start`: synthesizes the app and runs all of it on this computer until Ctrl-C. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startCloud } from './cloud.ts';
import { dataFolder, lock, openDataFolder } from './data-folder.ts';
import { type Level, levels } from './logs/function-logs.ts';
import { checkPorts, portsFrom } from './ports.ts';
import { withSandboxVendor } from './sandbox-vendor/register.ts';
import { seed, seededCustomers, seededMerchant } from './seed.ts';
import { untilStopped } from './stop-signals.ts';
import { synthesize } from './synth.ts';
import { startWeb } from './web/start-web.ts';
import { welcome } from './welcome.ts';

// Functions run in UTC on AWS; workers share the time zone of their process.
process.env.TZ = 'UTC';

const startedAtMs = performance.now();
const seconds = (): string => `${((performance.now() - startedAtMs) / 1000).toFixed(1).padStart(5)} s`;
const say = (what: string): void => console.log(`${seconds()}  ${what}`);

function levelFrom(environment: NodeJS.ProcessEnv): Level {
  if (process.argv.includes('--verbose')) return 'debug';
  return levels.find((level) => level === environment.SANGAM_LOG) ?? 'warn';
}

async function main(): Promise<void> {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const dataDir = dataFolder(process.env, root);
  const ports = portsFrom(process.env);
  openDataFolder(dataDir);
  const unlock = await lock(dataDir, `http://127.0.0.1:${ports.api}`);
  process.once('exit', unlock);
  await checkPorts(ports);

  say('synthesizing the app');
  const { cdkOut, skipped } = await synthesize(root);
  if (skipped) say('nothing changed since the last synth');
  const cloud = await startCloud({
    cdkOut,
    dataDir,
    ports,
    log: { level: levelFrom(process.env), terminal: console.log },
    onStep: (step) => say(`starting ${step}`),
  });
  const stopped = untilStopped();
  const campaignId = await seed(cloud);
  const sandbox = await withSandboxVendor(cloud, { port: ports.vendor });
  const web = await startWeb({ cloud, port: ports.web });
  say('ready\n');
  console.log(
    welcome({
      apiUrl: cloud.apiUrl,
      issuerUrl: cloud.issuerUrl,
      webUrl: web.url,
      dataDir,
      customers: seededCustomers,
      merchant: seededMerchant,
      campaignId,
      now: new Date(),
    }),
  );
  console.log(`\n${await stopped}: stopping`);
  await web.stop();
  await sandbox.stop();
  await cloud.stop();
}

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
