import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type CfnElement, Stack } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { buildSangam } from '../../../lib/app.ts';
import { refuseUnexplainedFindings } from '../../../lib/checks.ts';
import { featureFlags } from '../../../lib/config/feature-flags.ts';
import { stageNamed, stageNames } from '../../../lib/config/stages.ts';
import { TypescriptFunction } from '../../../lib/constructs/typescript-function.ts';
import { channelsIn } from './channels-in.ts';

/**
 * Run as a program: synthesizes every stage below the folder it is given. Bundles and migrations are stand-ins, so that
 * the rules over templates hold or fail for reasons of their own.
 */
const [folder = ''] = process.argv.slice(2);
const bundle = join(folder, 'bundle');
mkdirSync(bundle, { recursive: true });
writeFileSync(join(bundle, 'index.mjs'), 'export const handler = async () => undefined;');
writeFileSync(join(folder, '0001-stand-in.sql'), 'select 1;');

/** Which entry each function was made from, by `stack/logical id`. */
function functionsOf(app: App): Record<string, string> {
  const made = app.node.findAll().filter((construct) => construct instanceof TypescriptFunction);
  return Object.fromEntries(
    made.map(({ entry, function: { stack, node } }) => {
      const id = stack.getLogicalId(node.defaultChild as CfnElement);
      return [`${stack.stackName.split('-').at(-1)}/${id}`, entry];
    }),
  );
}

const appIn = (name: string): App =>
  new App({ outdir: join(folder, name), analyticsReporting: false, postCliContext: featureFlags });

for (const name of stageNames) {
  const app = appIn(name);
  buildSangam(app, name, stageNamed(name), { bundleOf: () => bundle, migrations: folder });
  app.synth();
  writeFileSync(join(folder, `${name}-functions.json`), JSON.stringify(functionsOf(app)));

  const alone = appIn(`channels-${name}`);
  const alarms = channelsIn(alone, stageNamed(name));
  alone.synth();
  writeFileSync(join(folder, `channels-${name}`, 'alarms.json'), JSON.stringify(alarms));
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
