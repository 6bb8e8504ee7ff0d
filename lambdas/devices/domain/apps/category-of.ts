import type { InstalledApp } from '../../../contracts/devices.ts';
import { categorise } from './categorise.ts';

/** The category of an app that passed the edge: it is the customer's own, whatever its name looks like. */
export const categoryOf =
  (catalogue: ReadonlyMap<string, string>) =>
  ({ package: name, category }: InstalledApp): string => {
    const found = categorise({ package: name, category, preinstalled: false }, catalogue);
    return found === 'preinstalled' ? 'unknown' : found.category;
  };
