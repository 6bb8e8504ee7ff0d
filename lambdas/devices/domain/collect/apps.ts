import type { AppsRequest, Collected } from '../../../contracts/api/device.ts';
import type { AppsSnapshot, InstalledApp } from '../../../contracts/devices.ts';
import { deterministicId } from '../../../shared/deterministic-id.ts';
import { categorise } from '../apps/categorise.ts';
import { storableText } from './storable-text.ts';

export type AppsCollection = { readonly event: AppsSnapshot; readonly collected: Collected };

const nothingListed: ReadonlyMap<string, string> = new Map();

/**
 * What a phone's list of apps becomes on the stream: one record, since a snapshot counts as a whole. Apps that came with
 * the phone say nothing about its owner and end here, unless the catalogue knows them as apps that people use.
 */
export function collectApps(
  customerId: string,
  { takenAt, apps }: AppsRequest,
  now: Date,
  catalogue: ReadonlyMap<string, string> = nothingListed,
): AppsCollection {
  const kept = new Map<string, InstalledApp>();
  let duplicate = 0;
  let preinstalled = 0;
  for (const { preinstalled: flag, installedAt, ...app } of apps) {
    if (kept.has(app.package)) duplicate++;
    else if (categorise({ package: app.package, preinstalled: flag }, catalogue) === 'preinstalled') preinstalled++;
    else
      kept.set(app.package, { ...storable(app), ...(installedAt !== undefined && { installedAt: utc(installedAt) }) });
  }
  const at = earlier(utc(takenAt ?? now.toISOString()), now.toISOString());
  const installed = [...kept.values()].toSorted((a, b) => (a.package < b.package ? -1 : 1));
  const event: AppsSnapshot = {
    specversion: '1.0',
    id: deterministicId('apps-snapshot', customerId, at, JSON.stringify(installed)),
    source: '/sangam/devices',
    type: 'sangam.devices.apps-snapshot.v1',
    subject: customerId,
    time: at,
    datacontenttype: 'application/json',
    data: { takenAt: at, apps: installed },
  };
  const dropped = { otp: 0, personal: 0, implausibleTime: 0, preinstalled };
  return { event, collected: { accepted: kept.size, duplicate, dropped } };
}

const storable = (app: InstalledApp): InstalledApp =>
  Object.fromEntries(
    Object.entries(app).map(([field, value]) => [field, typeof value === 'string' ? storableText(value) : value]),
  ) as InstalledApp;

const earlier = (a: string, b: string): string => (a < b ? a : b);

const utc = (time: string): string => new Date(time).toISOString();
