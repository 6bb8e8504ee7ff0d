import { type AppCategory, appCategories } from './categories.ts';
import { categoryByName } from './name-rules.ts';
import { isPreinstalledName } from './preinstalled.ts';

export type AppToCategorise = {
  readonly package: string;
  /** Android's `ApplicationInfo.category` number, or the name of a Play category. */
  readonly category?: number | string | null;
  /** What the phone says: its system flag. Without it the name decides. */
  readonly preinstalled?: boolean;
};

export type Categorised = {
  readonly category: string;
  readonly source: 'catalogue' | 'rule' | 'android' | 'unknown';
};

/** https://developer.android.com/reference/android/content/pm/ApplicationInfo#category */
const androidCategories: readonly AppCategory[] = [
  'game',
  'music-and-audio',
  'video-players',
  'photography',
  'social',
  'news-and-magazines',
  'maps-and-navigation',
  'productivity',
  'accessibility',
];

const known: ReadonlySet<string> = new Set(appCategories);

/**
 * What an app is for. The catalogue speaks first, even of an app that came with the phone: a maker's PhonePe is used
 * like any other. Then the name, then what the phone says, which is often nothing and seldom about money.
 */
export function categorise(app: AppToCategorise, catalogue: ReadonlyMap<string, string>): Categorised | 'preinstalled' {
  const listed = catalogue.get(app.package);
  if (listed !== undefined) return { category: listed, source: 'catalogue' };
  if (app.preinstalled ?? isPreinstalledName(app.package)) return 'preinstalled';
  const named = categoryByName(app.package);
  if (named !== undefined) return { category: named, source: 'rule' };
  const stated = statedCategory(app.category ?? undefined);
  if (stated !== undefined) return { category: stated, source: 'android' };
  return { category: 'unknown', source: 'unknown' };
}

function statedCategory(category: number | string | undefined): string | undefined {
  if (category === undefined || category === '') return undefined;
  const code = Number(category);
  if (Number.isInteger(code)) return androidCategories[code];
  const name = String(category)
    .toLowerCase()
    .replaceAll('&', 'and')
    .split(/[^a-z]+/)
    .join('-');
  return known.has(name) ? name : undefined;
}
