import type { AppsSnapshot, Sms, SmsReceived } from '../../lambdas/contracts/devices.ts';

const envelope = {
  specversion: '1.0',
  id: '00000000-0000-8000-8000-000000000000',
  source: '/sangam/devices',
  subject: 'asha',
  time: '2026-11-02T06:00:00.000Z',
  datacontenttype: 'application/json',
} as const;

/** A snapshot of `packages` by `subject`, taken at `takenAt`. */
export const anAppsSnapshot = ({
  subject = envelope.subject,
  takenAt = '2026-11-02T06:00:00.000Z',
  packages = ['com.example.one'],
}: Partial<{ subject: string; takenAt: string; packages: readonly string[] }> = {}): AppsSnapshot => ({
  ...envelope,
  subject,
  time: takenAt,
  type: 'sangam.devices.apps-snapshot.v1',
  data: { takenAt, apps: packages.map((name) => ({ package: name })) },
});

export const anSms = (overrides: Partial<Sms> = {}): Sms => ({
  key: '2026-11-02T06:00:00.000Z#0123456789abcdef',
  sender: 'VM-EXMPLB',
  message: 'Rs.165.00 debited from A/c XX7013',
  receivedAt: '2026-11-02T06:00:00.000Z',
  ...overrides,
});

export const anSmsReceived = (messages: readonly Sms[] = [anSms()], subject = 'asha'): SmsReceived => ({
  ...envelope,
  subject,
  type: 'sangam.devices.sms-received.v1',
  data: { messages: [...messages] },
});
