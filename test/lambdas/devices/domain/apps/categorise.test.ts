import { categorise } from '../../../../../lambdas/devices/domain/apps/categorise.ts';

const catalogue = new Map([
  ['com.phonepe.app', 'upi'],
  ['com.easyloan.calculator', 'lender'],
]);

const of = (packageName: string, more: { category?: number | string | null; preinstalled?: boolean } = {}) =>
  categorise({ package: packageName, ...more }, catalogue);

describe('categorise', () => {
  it('believes the catalogue before the name and before the phone', () => {
    expect(of('com.easyloan.calculator', { category: 7 })).toEqual({ category: 'lender', source: 'catalogue' });
  });

  it('keeps a listed app that the maker put on the phone', () => {
    expect(of('com.phonepe.app', { preinstalled: true })).toEqual({ category: 'upi', source: 'catalogue' });
  });

  it('calls an app preinstalled when the phone says so, and by its name when the phone says nothing', () => {
    expect(of('com.example.bloat', { preinstalled: true })).toBe('preinstalled');
    expect(of('com.miui.securitycenter')).toBe('preinstalled');
    expect(of('com.android.chrome')).toBe('preinstalled');
    expect(of('com.androidloan.fast')).toEqual({ category: 'lender', source: 'rule' });
  });

  it('believes the phone that an app under a maker’s name was installed by the customer', () => {
    expect(of('com.oppo.market', { preinstalled: false, category: 'TOOLS' })).toEqual({
      category: 'tools',
      source: 'android',
    });
  });

  it.each([
    ['com.quickrupee.instant', 'lender'],
    ['in.easyloanapp.android', 'lender'],
    ['com.fastcash.money', 'lender'],
    ['com.example.creditScore', 'credit-score'],
    ['com.example.credit_card', 'credit-card'],
    ['com.mycreditcard.app', 'credit-card'],
    ['com.junglee.rummycircle', 'real-money-gaming'],
    ['com.sportsbet.live', 'unknown'],
    ['com.live.bet', 'betting'],
    ['com.sattamatka.results', 'betting'],
    ['com.newbank.mobile', 'bank'],
    ['com.newbank.upi', 'upi'],
    ['com.newbank.loans', 'lender'],
    ['com.emicalculator.loan', 'finance'],
    ['com.shop.cashback', 'shopping'],
    ['com.supervpn.free', 'vpn'],
    ['com.fakegps.route', 'fake-location'],
    ['com.learn.alphabet', 'unknown'],
    ['com.city.taxi', 'unknown'],
    ['com.better.sleep', 'unknown'],
  ])('reads the name of an unlisted app: %s is %s', (packageName, category) => {
    expect(of(packageName)).toMatchObject({ category });
  });

  it.each([
    [0, 'game'],
    [2, 'video-players'],
    ['4', 'social'],
    ['GAME_CASINO', 'game-casino'],
    ['Food & Drink', 'food-and-drink'],
    ['FINANCE', 'finance'],
  ])('falls back on what the phone says: %s is %s', (category, expected) => {
    expect(of('com.example.app', { category })).toEqual({ category: expected, source: 'android' });
  });

  it.each([undefined, null, -1, 99, 1.5, '', 'NO_SUCH_CATEGORY'])('knows that it does not know: %s', (category) => {
    expect(of('com.example.app', { category })).toEqual({ category: 'unknown', source: 'unknown' });
  });

  it('is not led astray by a hostile name', () => {
    expect(of(`com.${'loa.cas.ren_'.repeat(20_000)}x`)).toMatchObject({ category: 'unknown' });
  });
});
