import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { refuseUnexplainedFindings } from '../../../../lib/checks.ts';
import { featureFlags } from '../../../../lib/config/feature-flags.ts';
import { Alarms } from '../../../../lib/constructs/alarms.ts';
import { DurableFunction } from '../../../../lib/constructs/durable-function.ts';
import { dataKey, logKey } from '../../../../lib/constructs/keys.ts';
import { TypescriptFunction } from '../../../../lib/constructs/typescript-function.ts';

/**
 * Run as a program, because jest's loader takes minutes for aws-cdk-lib: `<folder> <bundle of order> <bundle of office>`
 * synthesizes a durable function and one that starts it and answers its callbacks.
 */
const [outdir = '', orderBundle = '', officeBundle = ''] = process.argv.slice(2);
const app = new App({ outdir, analyticsReporting: false, postCliContext: featureFlags });
refuseUnexplainedFindings(app);
const stack = new Stack(app, 'orders', { env: { region: 'ap-south-1' } });
const removal = RemovalPolicy.DESTROY;
const key = dataKey(stack, 'DataKey', removal);
const alarms = new Alarms();
const settings = {
  bundleOf: (entry: string) => (entry === 'payments/order' ? orderBundle : officeBundle),
  logKey: logKey(stack, 'LogKey', removal),
  logRetention: RetentionDays.ONE_WEEK,
  logLevel: 'INFO',
  removal,
  alarms,
};
const common = { settings, memoryMb: 256, timeout: Duration.seconds(10), impact: 'Orders of customers stand still.' };

const order = new DurableFunction(stack, 'Order', {
  ...common,
  entry: 'payments/order',
  description: 'Runs orders',
  executionTimeout: Duration.days(1),
  retention: Duration.days(3),
  key,
});
new TypescriptFunction(stack, 'Office', {
  ...common,
  entry: 'payments/office',
  description: 'Starts orders and answers for their vendor',
  uses: [order.forStarts('ORDER_FUNCTION'), order.forAnswers()],
});

app.synth();
process.stdout.write(JSON.stringify(alarms.all.map(({ id, runbook }) => ({ id, runbook }))));
