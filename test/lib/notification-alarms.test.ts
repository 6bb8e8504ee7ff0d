import { resourcesOf, synthesized } from './support/synthesized.ts';

const alarms = () =>
  resourcesOf(synthesized('prod'), 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => ({
    name: Properties.MetricName,
    of: Properties.Dimensions,
    threshold: Properties.Threshold,
    runbook: String(Properties.AlarmDescription).split('#')[1],
  }));

const by = (service: string) => [{ Name: 'service', Value: service }];

it.each([
  ['a rule names a template that nobody wrote', 'follow', 'RulesWithoutTemplate', 'a-rule-has-no-template'],
  ['a template has no text for a channel', 'dispatch', 'SuppressedNoTemplate', 'a-template-has-no-text'],
  ['a template throws on values', 'dispatch', 'SuppressedRenderFailed', 'a-template-fails'],
])('calls at the first message that is not sent because %s', (_, service, name, runbook) => {
  expect(alarms()).toContainEqual({ name, of: by(service), threshold: 1, runbook });
});
