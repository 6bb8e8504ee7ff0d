import { campaignReport } from '../../../../../lambdas/contracts/api/campaign-report.ts';
import { csvOf } from '../../../../../lambdas/notifications/domain/report/csv.ts';
import { funnelPicture } from '../../../../../lambdas/notifications/domain/report/funnel-picture.ts';
import { reportOf, type Tally } from '../../../../../lambdas/notifications/domain/report/report.ts';
import { aReportedCampaign, someTallies } from '../../../../support/report.ts';

const tally = (stage: string, count: number, more: Partial<Tally> = {}): Tally => ({
  variant: 'a',
  channel: 'sms',
  stage,
  reason: '',
  count,
  ...more,
});
const report = reportOf(aReportedCampaign(), someTallies);

describe('the report of a campaign', () => {
  it('is what the reference says', () => {
    expect(campaignReport.parse(report)).toEqual(report);
  });

  it('adds up stages over variants and channels', () => {
    expect(report.total).toEqual({
      requested: 1000,
      heldOut: 100,
      suppressed: 160,
      waiting: 10,
      sent: 700,
      failed: 25,
      unknown: 5,
      delivered: 650,
      bounced: 30,
      complained: 1,
      opened: 200,
      clicked: 120,
      replied: 4,
      converted: 52,
      machineOpened: 40,
      machineClicked: 12,
    });
    expect(report.channels.map(({ channel, total }) => [channel, total.sent])).toEqual([
      ['email', 200],
      ['sms', 500],
    ]);
  });

  it('names reasons, most first', () => {
    expect(report.suppressedBy).toEqual([
      { reason: 'no-consent', count: 140 },
      { reason: 'frequency-cap', count: 20 },
    ]);
    expect(report.bouncedBy).toEqual([
      { reason: 'mailbox-full', count: 20 },
      { reason: 'invalid', count: 10 },
    ]);
    expect(report.links).toEqual([
      { link: 'offer', clicked: 110 },
      { link: 'terms', clicked: 15 },
    ]);
  });

  it('holds each variant against those who were sent nothing', () => {
    const [a, holdout] = report.variants;
    expect([a?.variant, holdout?.variant]).toEqual(['a', 'holdout']);
    expect(a?.conversion?.rate).toBeCloseTo(50 / 900);
    expect(holdout?.conversion?.rate).toBeCloseTo(2 / 100);
    expect(a?.lift?.rate).toBeCloseTo(50 / 900 - 2 / 100);
    expect(a?.lift?.low).toBeLessThan(50 / 900 - 2 / 100);
    expect(holdout?.lift).toBeNull();
  });

  it('has no share of nothing, and none above one', () => {
    const { rates, variants } = reportOf(aReportedCampaign(), [tally('delivered', 3), tally('accepted', 2)]);
    expect(rates).toEqual({ delivered: 1, opened: 0, clicked: 0, converted: 0 });
    expect(variants).toMatchObject([{ conversion: null, lift: null }]);
    expect(reportOf(aReportedCampaign(), []).rates).toEqual({
      delivered: null,
      opened: null,
      clicked: null,
      converted: null,
    });
  });
});

it('is a CSV with a line for each tally, and no formulas', () => {
  const csv = csvOf([tally('failed', 3, { reason: 'a "b", c' }), tally('accepted', 12, { variant: '=1+1' })]);
  expect(csv).toBe(`variant,channel,stage,reason,count\r\na,sms,failed,"a ""b"", c",3\r\n'=1+1,sms,accepted,,12\r\n`);
});

describe('the picture of the funnel', () => {
  const svg = funnelPicture(reportOf(aReportedCampaign({ name: 'Diwali <b> & "you"' }), someTallies));

  it('is well-formed and has nothing to run or to load', () => {
    const open: string[] = [];
    for (const [, closing, name = '', attributes = '', empty] of svg.matchAll(
      /<(\/?)([a-z]+)((?: [\w-]+(?::\w+)?="[^"<]*")*)(\/?)>/g,
    )) {
      if (closing === '/') expect(open.pop()).toBe(name);
      else if (empty !== '/') open.push(name);
      expect(attributes).not.toMatch(/ on\w+=|href/);
    }
    expect(open).toEqual([]);
    const text = svg.replaceAll(/<\/?[a-z]+(?: [\w-]+="[^"<]*")*\/?>/g, '');
    expect(text).not.toMatch(/[<>]|&(?!#\d+;)/);
    expect(svg).not.toMatch(/<script|<image|<foreignObject/);
  });

  it('draws each stage as wide as its share', () => {
    const widths = [...svg.matchAll(/width="(\d+)" height="30" rx="4" fill="#0b6156"/g)].map(([, wide]) =>
      Number(wide),
    );
    expect(widths).toEqual([1, 0.7, 0.65, 0.2, 0.12, 0.052].map((share) => Math.round(share * 440)));
    expect(svg).toContain('>1,000 · 100.0 %<');
    expect(svg).toContain('>52 · 5.2 %<');
  });

  it('shows an empty campaign', () => {
    expect(funnelPicture(reportOf(aReportedCampaign(), []))).toContain('>0 · 0.0 %<');
  });
});
