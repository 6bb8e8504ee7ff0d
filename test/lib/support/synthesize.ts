import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { buildSangam } from '../../../lib/app.ts';
import { refuseUnexplainedFindings } from '../../../lib/checks.ts';
import { featureFlags } from '../../../lib/config/feature-flags.ts';
import { stageNamed, stageNames } from '../../../lib/config/stages.ts';

/**
 * Run as a program: synthesizes every stage below the folder it is given. Bundles and migrations are stand-ins, so that
 * the rules over templates hold or fail for reasons of their own. A process apart because jest's loader takes minutes
 * for aws-cdk-lib.
 */
const [folder = ''] = process.argv.slice(2);
const bundle = join(folder, 'bundle');
mkdirSync(bundle, { recursive: true });
writeFileSync(join(bundle, 'index.mjs'), 'export const handler = async () => undefined;');
writeFileSync(join(folder, '0001-stand-in.sql'), 'select 1;');

const appIn = (name: string): App =>
  new App({ outdir: join(folder, name), analyticsReporting: false, postCliContext: featureFlags });

for (const name of stageNames) {
  const entries: string[] = [];
  const bundleOf = (entry: string): string => {
    entries.push(entry);
    return bundle;
  };
  const app = appIn(name);
  buildSangam(app, name, stageNamed(name), { bundleOf, migrations: folder });
  app.synth();
  writeFileSync(join(folder, `${name}-entries.json`), JSON.stringify(entries));
}

/** The same checks on a bucket that breaks their rules: what they say then. */
function refusalOfCarelessBucket(): string {
  const app = appIn('careless');
  refuseUnexplainedFindings(app);
  new CfnBucket(new Stack(app, 'careless'), 'Bucket');
  try {
    app.synth();
    return '';
  } catch (error) {
    return String(error);
  }
}
writeFileSync(join(folder, 'refusal.txt'), refusalOfCarelessBucket());
