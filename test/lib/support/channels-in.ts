import { type App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { refuseUnexplainedFindings } from '../../../lib/checks.ts';
import type { StageConfig } from '../../../lib/config/stage.ts';
import { Alarms } from '../../../lib/constructs/alarms.ts';
import { EventStream } from '../../../lib/constructs/event-stream.ts';
import { dataKey } from '../../../lib/constructs/keys.ts';
import { NotificationChannels } from '../../../lib/stacks/notification-channels.ts';

/**
 * The channels of a stage in a stack `notifications`, with nothing but a function that sends.
 * @returns thresholds of their alarms by id
 */
export function channelsIn(app: App, stage: StageConfig): Record<string, number> {
  refuseUnexplainedFindings(app);
  const stack = new Stack(app, 'notifications', { env: { region: stage.region } });
  const removal = RemovalPolicy.DESTROY;
  const key = dataKey(stack, 'Key', removal);
  const receipts = new EventStream(stack, 'Receipts', { key, keepHours: 24, removal });
  const alarms = new Alarms();
  const channels = new NotificationChannels(stack, 'Channels', { stage, removal, alarms, receipts });
  const sending = channels.forSending(10);
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const handler = new LambdaFunction(stack, 'Dispatch', {
    role,
    code: Code.fromInline('exports.handler = () => {}'),
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    environment: sending.environment,
  });
  sending.grant(handler);
  return Object.fromEntries(alarms.all.map(({ id, threshold }) => [id, threshold]));
}
