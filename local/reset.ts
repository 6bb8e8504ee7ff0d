/** `npm run reset`: drops what the laptop cloud keeps between two starts. */
import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dataFolder, isOurs, runningOn } from './data-folder.ts';

const dataDir = dataFolder(process.env, dirname(dirname(fileURLToPath(import.meta.url))));
const running = await runningOn(dataDir);
if (running !== undefined) {
  console.error(`Sangam runs on ${dataDir} (process ${running.pid}): stop it with Ctrl-C first.`);
  process.exitCode = 1;
} else if (!existsSync(dataDir)) {
  console.log(`There is nothing to drop: ${dataDir} does not exist.`);
} else if (!isOurs(dataDir)) {
  console.error(`${dataDir} does not look like Sangam's data folder: nothing was dropped. Is SANGAM_HOME right?`);
  process.exitCode = 1;
} else {
  rmSync(dataDir, { recursive: true, force: true });
  console.log(`Dropped ${dataDir}.`);
}
