import { type IndiaDate, instantOf } from './calendar.ts';
import { onDevice } from './customer.ts';
import { lenderApps, otherApps } from './people.ts';
import type { Random } from './random.ts';
import type { AppsSnapshot, Customer, DeviceApp } from './types.ts';

/** What is installed, as the days pass. */
export type Phone = { apps: readonly DeviceApp[] };

/** A snapshot on the first day and once a week, and whenever something was installed or removed. */
export function appsSnapshotOf(
  customer: Customer,
  phone: Phone,
  date: IndiaDate,
  dayIndex: number,
  random: Random,
): AppsSnapshot[] {
  const changed = dayIndex > 0 && random.chance(0.08);
  if (changed) phone.apps = change(phone.apps, random);
  if (!changed && dayIndex % 7 !== 0) return [];
  return [
    {
      type: 'apps',
      customerId: customer.id,
      takenAt: instantOf(date, 2 * 3600 + random.int(0, 3599)),
      apps: phone.apps,
    },
  ];
}

function change(apps: readonly DeviceApp[], random: Random): DeviceApp[] {
  const installed = new Set(apps.map((app) => app.package));
  const offered = [...otherApps, ...lenderApps].filter((app) => !installed.has(app.package));
  const removable = apps.filter((app) => otherApps.some((other) => other.package === app.package));
  const removed = new Set(random.chance(0.4) ? random.sample(removable, 1).map((app) => app.package) : []);
  const added = random.sample(offered, random.int(removed.size === 0 ? 1 : 0, 2)).map(onDevice);
  return [...apps.filter((app) => !removed.has(app.package)), ...added];
}
