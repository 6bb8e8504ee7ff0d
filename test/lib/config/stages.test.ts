import { stageNamed, stageNames, validateStage } from '../../../lib/config/stages.ts';

const dev = stageNamed('dev');
const prod = stageNamed('prod');
const prodDomain = prod.domain?.name;
const withPartners = (...partners: object[]) => ({
  ...prod,
  front: {
    ...prod.front,
    partners: partners.map((each) => ({ name: 'core', ranges: ['203.0.113.8/32'], rateMax: 10_000, ...each })),
  },
});
const vendorsNumbering = (length: number) => Array.from({ length }, (_, n) => `vendor-${n}`);

describe('the configuration of a stage', () => {
  it.each(stageNames)('is valid as it stands: %s', (name) => {
    expect(() => stageNamed(name)).not.toThrow();
  });

  it('lies in Mumbai unless something else is said', () => {
    expect(dev.region).toBe('ap-south-1');
    expect(stageNamed('dev', { region: 'ap-south-2' }).region).toBe('ap-south-2');
  });

  it('takes an account and a pager from whoever deploys', () => {
    const stage = stageNamed('prod', { account: '123456789012', pageUrl: 'https://pager.example/sangam' });
    expect(stage.account).toBe('123456789012');
    expect(stage.alarms).toEqual({ ...prod.alarms, pageUrl: 'https://pager.example/sangam' });
  });

  it('names the known stages when asked for another', () => {
    expect(() => stageNamed('staging')).toThrow('unknown stage "staging": choose one of dev, prod');
    expect(() => stageNamed('constructor')).toThrow('unknown stage "constructor"');
  });

  it('names the stage and the field that is wrong', () => {
    expect(() => stageNamed('dev', { account: '42' })).toThrow('stage dev: account expected 12 digits');
    expect(() => stageNamed('dev', { region: 'mumbai' })).toThrow('stage dev: region expected a region');
  });

  it.each([
    ['database.minAcu', { ...dev, database: { ...dev.database, minAcu: 4, maxAcu: 2 } }],
    ['database.backupDays', { ...dev, database: { ...dev.database, backupDays: 0 } }],
    ['retention.logDays', { ...dev, retention: { ...dev.retention, logDays: 15 } }],
    ['retention.recordAgeMaxHours', { ...dev, retention: { ...dev.retention, recordAgeMaxHours: 24 } }],
    ['retention.archiveDeepDays', { ...dev, retention: { ...dev.retention, archiveDeepDays: 60 } }],
    [
      'consumers.app-pool.parallel',
      { ...dev, consumers: { ...dev.consumers, 'app-pool': { ...dev.consumers['app-pool'], parallel: 2 } } },
    ],
    ['vendors.clients', { ...dev, vendors: { ...dev.vendors, clients: vendorsNumbering(48) } }],
    ['vendors.signed', { ...dev, vendors: { ...dev.vendors, signed: vendorsNumbering(16) } }],
    ['domain', { ...prod, domain: undefined }],
    ['front.originName', { ...prod, front: { ...prod.front, originName: prodDomain } }],
    ['front.originName', { ...prod, front: { ...prod.front, originName: 'origin.elsewhere.example' } }],
    ['front.partners.0.name', withPartners({ name: 'Core Platform' })],
    ['front.partners.0.ranges', withPartners({ ranges: [] })],
    ['front.partners.0.ranges.0', withPartners({ ranges: ['203.0.113.8'] })],
    ['front.partners.0.ranges.0', withPartners({ ranges: ['203.0.113.256/32'] })],
    ['front.partners.0.ranges.0', withPartners({ ranges: ['0.0.0.0/0'] })],
    ['front.partners.0.ranges.1', withPartners({ ranges: ['203.0.113.0/24', '2001:db8::/32'] })],
    ['front.partners.0.rateMax', withPartners({ rateMax: 2000 })],
    ['front.partners.0.rateMax', withPartners({ rateMax: 5000 * 300 + 1 })],
    ['front.partners', withPartners({}, { name: 'another' })],
    ['front.partners', withPartners({}, { ranges: ['198.51.100.1/32'] })],
    ['alarms.email', { ...prod, alarms: { email: 'nobody' } }],
    ['alarms.pageUrl', { ...prod, alarms: { pageUrl: 'http://plain.example' } }],
  ])('refuses a wrong %s', (field, candidate) => {
    expect(() => validateStage('sandbox', candidate)).toThrow(`stage sandbox: ${field} `);
  });

  it('refuses a field that it does not know, so that a misspelt one is not ignored', () => {
    expect(() => validateStage('sandbox', { ...dev, logDays: 30 })).toThrow(/logDays/);
  });

  it('tells everything that is wrong at once', () => {
    const wrong = { ...dev, region: 'x', database: { ...dev.database, readers: -1 } };
    expect(() => validateStage('sandbox', wrong)).toThrow(/region[\s\S]*database\.readers/);
  });
});

describe('prod against dev', () => {
  it('keeps more for longer and protects it', () => {
    expect(prod.removal).toBe('retain');
    expect(prod.database.deletionProtection).toBe(true);
    expect(prod.database.readers).toBeGreaterThan(0);
    expect(prod.retention.streamHours).toBeGreaterThan(dev.retention.streamHours);
    expect(prod.database.backupDays).toBeGreaterThan(dev.database.backupDays);
  });
});
