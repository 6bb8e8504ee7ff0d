import { funnelOf } from '../../bin/demo/campaign/funnel.ts';
import { templates } from '../../bin/demo/campaign/offer.ts';
import { peopleOf, zoneByDay, zoneByNight } from '../../bin/demo/campaign/people.ts';
import { templateDefinition } from '../../lambdas/contracts/api/templates.ts';
import { minuteOfDay } from '../../lambdas/notifications/domain/policy/local-time.ts';
import { reportOf } from '../../lambdas/notifications/domain/report/report.ts';
import { problemsOf } from '../../lambdas/notifications/domain/template/problems.ts';
import { makePopulation } from '../support/population/index.ts';

const noon = new Date('2026-11-21T06:30:00.000Z');
const customers = makePopulation({ seed: 'monsoon', customers: 40, from: '2026-10-21', days: 31 });
const people = peopleOf('monsoon', customers, noon);

it('gives the same people for the same seed, and each a number of their own', () => {
  expect(peopleOf('monsoon', customers, noon)).toEqual(people);
  expect(peopleOf('winter', customers, noon)).not.toEqual(people);
  expect(new Set(people.map(({ phone }) => phone)).size).toBe(40);
});

it('has everybody whom a report tells apart', () => {
  for (const kind of [
    people.filter(({ device }) => device?.startsWith('demo-')),
    people.filter(({ email }) => email !== undefined),
    people.filter(({ device, email }) => device === undefined && email === undefined),
    people.filter(({ wantsOffers }) => !wantsOffers),
    people.filter(({ zone }) => zone !== 'Asia/Kolkata'),
    people.filter(({ temper }) => temper.clicks && temper.takes),
  ])
    expect(kind).not.toHaveLength(0);
});

it('finds a zone where promotion may be sent for an hour to come, and one where it may not, at any hour', () => {
  const summer = new Date('2026-07-01T00:00:00.000Z');
  for (let half = 0; half < 96; half++) {
    const now = new Date((half < 48 ? noon : summer).getTime() + half * 1_800_000);
    const day = minuteOfDay(zoneByDay(now), now) / 60;
    const night = minuteOfDay(zoneByNight(now), now) / 60;
    expect([day >= 10 && day < 20, night >= 21 || night < 9]).toEqual([true, true]);
  }
});

it('says nothing that a template may not say', () => {
  for (const template of Object.values(templates)) expect(problemsOf(templateDefinition.parse(template))).toEqual([]);
});

it('draws how many came how far, with what kept the others', () => {
  const tally = (stage: string, count: number, reason = '', variant = 'plain') => ({
    ...{ stage, count, reason, variant },
    channel: stage === 'accepted' ? 'push' : '',
  });
  const report = reportOf({ campaignId: 'c', name: 'n', state: 'done', spentMicros: '1500000' }, [
    tally('requested', 10),
    tally('requested', 2, '', 'holdout'),
    tally('accepted', 6),
    tally('suppressed', 3, 'no-consent'),
    tally('waiting', 1, 'quiet-hours'),
  ]);
  const lines = funnelOf(report).split('\n');
  expect(lines.slice(0, 2)).toEqual([
    `  asked for      ${'█'.repeat(30)} 12`,
    `  sent           ${'█'.repeat(15)}${' '.repeat(15)} 6`,
  ]);
  expect(lines).toEqual(expect.arrayContaining(['  not sent       3 no-consent', '  waits          1 quiet-hours']));
  expect(lines).toContain('  cost           Rs 1.50');
  expect(lines).toContain('  by push        6 sent, 0 delivered, 0 opened, 0 clicked');
});
