import { join } from 'node:path';
import { bundleBeside } from '../lib/bundle/beside.ts';
import { requireBundle } from '../lib/bundle/entries.ts';
import { featureFlags } from '../lib/config/feature-flags.ts';
import { stageNamed } from '../lib/config/stages.ts';

const root = process.cwd();
const bundled = bundleBeside(root);
// Awaited below, and refused there.
bundled.catch(() => undefined);
const [{ App }, { buildSangam }] = await Promise.all([import('aws-cdk-lib'), import('../lib/app.ts')]);
// CDK checks templates against CloudFormation's schemas, which takes a second and a half. The command line that deploys
// has it done, and so do the unit tests; whoever starts the laptop cloud does not wait for it again.
if (process.env.CDK_OUTDIR === undefined) process.env.CDK_VALIDATION ??= 'false';
const app = new App({
  // The CDK's command line says where; without it the usual folder.
  outdir: process.env.CDK_OUTDIR ?? 'cdk.out',
  analyticsReporting: false,
  postCliContext: featureFlags,
});

/** What `-c name=value` says. */
function setting<Name extends string>(name: Name): Partial<Record<Name, string>> {
  const value: unknown = app.node.tryGetContext(name);
  return typeof value === 'string' ? ({ [name]: value } as Record<Name, string>) : {};
}

try {
  const stageName = setting('stage').stage ?? process.env.SANGAM_STAGE ?? 'dev';
  const stage = stageNamed(stageName, { ...setting('account'), ...setting('region'), ...setting('pageUrl') });
  await bundled;
  buildSangam(app, stageName, stage, {
    bundleOf: (entry) => requireBundle(root, entry),
    migrations: join(root, 'database', 'migrations'),
  });
  app.synth();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
