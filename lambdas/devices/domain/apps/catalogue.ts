import { everydayApps } from './catalogue/everyday.ts';
import { leisureApps } from './catalogue/leisure.ts';
import { moneyApps } from './catalogue/money.ts';

export type CatalogueEntry = { readonly package: string; readonly name: string; readonly category: string };

/** The catalogue as shipped: what the table is seeded with, for operators to extend. */
export const shippedCatalogue: readonly CatalogueEntry[] = [moneyApps, everydayApps, leisureApps].flatMap((section) =>
  Object.entries(section).flatMap(([category, apps]) =>
    Object.entries(apps).map(([packageName, name]) => ({ package: packageName, name, category })),
  ),
);

/** Package to category, as `categorise` takes it. */
export const categoryByPackage = (entries: readonly CatalogueEntry[]): ReadonlyMap<string, string> =>
  new Map(entries.map((entry) => [entry.package, entry.category]));
