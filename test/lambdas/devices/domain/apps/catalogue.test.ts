import { categoryByPackage, shippedCatalogue } from '../../../../../lambdas/devices/domain/apps/catalogue.ts';
import { appCategories } from '../../../../../lambdas/devices/domain/apps/categories.ts';
import { normalisePackages } from '../../../../../lambdas/devices/domain/apps/packages.ts';
import { isPreinstalledName } from '../../../../../lambdas/devices/domain/apps/preinstalled.ts';

const packages = shippedCatalogue.map((entry) => entry.package);

describe('the shipped catalogue', () => {
  it('names each app once and by a name that Android accepts', () => {
    expect(packages.length).toBeGreaterThan(600);
    expect(normalisePackages(packages)).toEqual(packages.toSorted());
  });

  it('uses only categories that exist', () => {
    const known = new Set<string>(appCategories);
    expect(shippedCatalogue.filter(({ category }) => !known.has(category))).toEqual([]);
  });

  it('lists no app that the edge would drop as preinstalled', () => {
    expect(packages.filter(isPreinstalledName)).toEqual([]);
  });

  it('tells a lender the kinds of money apart', () => {
    const category = categoryByPackage(shippedCatalogue);
    expect(category.get('com.phonepe.app')).toBe('upi');
    expect(category.get('com.kreditbee.android')).toBe('lender');
    expect(category.get('com.snapwork.hdfc')).toBe('bank');
    expect(category.get('com.mpl.androidapp')).toBe('real-money-gaming');
    expect(category.get('org.xbet.client1')).toBe('betting');
    expect(category.get('com.zerodha.kite3')).toBe('trading');
  });
});
