import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stageNames } from '../../lib/config/stages.ts';
import { root } from '../support/root.ts';
import { resourcesOf, synthesized } from './support/synthesized.ts';

const folder = join(root, 'docs', 'operations');

/** As GitHub makes them from headings. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');

/** Headings of the second level are what an alarm can point to. */
const headings = globSync('*.md', { cwd: folder })
  .filter((file) => file !== 'README.md')
  .flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/^## (.+)$/gm)].map(
      ([, heading = '']) => `${basename(file)}#${anchorOf(heading)}`,
    ),
  );

const linksOf = (stage: string): string[] => {
  const alarms = resourcesOf(synthesized(stage), 'AWS::CloudWatch::Alarm');
  expect(alarms).not.toHaveLength(0);
  return alarms.map(([id, { Properties }]) => {
    const [impact = '', link = ''] = String(Properties.AlarmDescription).split('\n');
    expect([id, impact.split(' ').length]).toEqual([id, expect.any(Number)]);
    expect(impact.split(' ').length).toBeGreaterThan(5);
    expect([id, link]).toEqual([id, expect.stringMatching(/^Runbook: docs\/operations\/[a-z]+\.md#[a-z0-9-]+$/)]);
    return link.slice('Runbook: docs/operations/'.length);
  });
};

describe.each(stageNames)('every alarm of %s', (stage) => {
  it('rises at one deadlock in five minutes, which Aurora counts by the second', () => {
    const [alarm, ...others] = resourcesOf(synthesized(stage), 'AWS::CloudWatch::Alarm')
      .map(([, { Properties }]) => Properties)
      .filter(({ MetricName }) => MetricName === 'Deadlocks');
    expect(others).toEqual([]);
    expect(alarm).toMatchObject({ Statistic: 'Maximum', Period: 300 });
    expect(alarm?.Threshold).toBeLessThanOrEqual(1 / 60);
    expect(alarm?.Threshold).toBeGreaterThan(0);
  });

  it('says what it means to a customer and leads to a runbook that exists', () => {
    expect(linksOf(stage).filter((link) => !headings.includes(link))).toEqual([]);
  });

  it('tells the topic when it rises and when it falls', () => {
    for (const [id, { Properties }] of resourcesOf(synthesized(stage), 'AWS::CloudWatch::Alarm'))
      expect([id, Properties.AlarmActions, Properties.OKActions]).toEqual([
        id,
        [{ Ref: expect.stringContaining('AlarmTopic') }],
        [{ Ref: expect.stringContaining('AlarmTopic') }],
      ]);
  });

  it('has decided what silence means', () => {
    for (const [id, { Properties }] of resourcesOf(synthesized(stage), 'AWS::CloudWatch::Alarm'))
      expect([id, Properties.TreatMissingData]).toEqual([id, expect.stringMatching(/^(notBreaching|breaching)$/)]);
  });
});

it('has no runbook that no alarm leads to', () => {
  expect(headings).not.toHaveLength(0);
  const linked = new Set(stageNames.flatMap(linksOf));
  expect(headings.filter((heading) => !linked.has(heading))).toEqual([]);
});

it('calls somebody on prod', () => {
  expect(resourcesOf(synthesized('prod'), 'AWS::SNS::Subscription')).not.toHaveLength(0);
});

it('shows each domain on a dashboard of its own and all of them on one', () => {
  const dashboards = resourcesOf(synthesized('prod'), 'AWS::CloudWatch::Dashboard').map(([id]) => id);
  for (const name of ['Overview', 'Devices', 'Payments', 'Screening', 'Notifications', 'Edge', 'Platform'])
    expect(dashboards).toContainEqual(expect.stringContaining(`/${name}`));
});
