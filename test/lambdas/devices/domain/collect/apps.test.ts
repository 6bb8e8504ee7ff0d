import fc from 'fast-check';
import { appsRequest } from '../../../../../lambdas/contracts/api/device.ts';
import { appsSnapshot } from '../../../../../lambdas/contracts/devices.ts';
import { collectApps } from '../../../../../lambdas/devices/domain/collect/apps.ts';
import { anyCharacter } from '../../../../support/any-character.ts';

const now = new Date('2026-11-21T06:30:00.000Z');
const takenAt = '2026-11-21T06:00:00.000Z';
const catalogue = new Map([['com.phonepe.app', 'upi']]);

const apps = fc.array(
  fc.record({
    package: fc.constantFrom(
      'com.phonepe.app',
      'com.android.settings',
      'com.whatsapp',
      'in.example.one',
      'com.miui.gallery',
    ),
    name: fc.string({ maxLength: 20, unit: anyCharacter }),
    preinstalled: fc.option(fc.boolean(), { nil: undefined }),
  }),
);

it('accounts for every app on the list', () => {
  fc.assert(
    fc.property(apps, (sent) => {
      const { event, collected } = collectApps('asha', { takenAt, apps: sent }, now, catalogue);
      expect(collected.accepted + collected.duplicate + collected.dropped.preinstalled).toBe(sent.length);
      expect(event.data.apps).toHaveLength(collected.accepted);
      expect(appsSnapshot.parse(event)).toEqual(event);
    }),
  );
});

it('makes an event that consumers take of every time that a phone may send', () => {
  const time = fc
    .tuple(fc.constantFrom('0000', '0001', '1970', '2026', '9999'), fc.constantFrom('01-01', '12-31'))
    .chain(([year, day]) =>
      fc
        .constantFrom('00:00:00Z', '00:00:00+05:30', '23:59:59.9999-23:59', '12:00:00-00:00')
        .map((rest) => `${year}-${day}T${rest}`),
    );
  fc.assert(
    fc.property(time, (installedAt) => {
      const request = appsRequest.safeParse({ takenAt, apps: [{ package: 'in.example.one', installedAt }] });
      if (!request.success) return expect(installedAt).toMatch(/^(0000-01-01|9999-12-31)/);
      const { event } = collectApps('asha', request.data, now);
      expect(appsSnapshot.parse(event)).toEqual(event);
    }),
  );
});

it('makes the same event of the same list, and another one of a list that differs in anything', () => {
  const list = [{ package: 'com.whatsapp', version: '1' }, { package: 'in.example.one' }];
  const idOf = (sent: typeof list, at = takenAt) =>
    collectApps('asha', { takenAt: at, apps: sent }, now, catalogue).event.id;
  expect(idOf(list.toReversed())).toBe(idOf(list));
  expect(idOf([{ package: 'com.whatsapp', version: '2' }, { package: 'in.example.one' }])).not.toBe(idOf(list));
  expect(idOf(list, '2026-11-21T05:00:00.000Z')).not.toBe(idOf(list));
});

it('keeps a phone’s PhonePe, which people use like any other, and drops its settings', () => {
  const sent = [
    { package: 'com.phonepe.app', preinstalled: true },
    { package: 'com.android.settings', preinstalled: true },
    { package: 'in.example.one', preinstalled: true },
  ];
  const { event } = collectApps('asha', { takenAt, apps: sent }, now, catalogue);
  expect(event.data.apps.map((app) => app.package)).toEqual(['com.phonepe.app']);
});

it('was taken no later than it came, so that a clock ahead does not hide the lists after it was set right', () => {
  const takenAtOf = (at: string) => collectApps('asha', { takenAt: at, apps: [] }, now).event.data.takenAt;

  expect(takenAtOf('2026-11-22T06:00:00Z')).toBe(now.toISOString());
  expect(takenAtOf('2026-11-21T12:00:00+05:30')).toBe('2026-11-21T06:30:00.000Z');
  expect(takenAtOf(takenAt)).toBe(takenAt);
});

it('holds nothing that a store refuses', () => {
  const { event } = collectApps('asha', { takenAt, apps: [{ package: 'in.example.one', name: 'A\0\ud83d' }] }, now);
  expect(event.data.apps[0]?.name).toBe('A\ufffd');
});
