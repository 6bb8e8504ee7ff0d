import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { buildSangam } from '../lib/app.ts';
import { bundleAll } from '../lib/bundle/bundle.ts';
import { requireBundle } from '../lib/bundle/entries.ts';
import { featureFlags } from '../lib/config/feature-flags.ts';
import { stageNamed } from '../lib/config/stages.ts';

const root = process.cwd();
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
  await bundleAll(root);
  buildSangam(app, stageName, stage, {
    bundleOf: (entry) => requireBundle(root, entry),
    migrations: join(root, 'database', 'migrations'),
  });
  app.synth();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
