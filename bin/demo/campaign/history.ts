import type { SentNotification } from '../../../lambdas/contracts/api/notification-tracking.ts';

const said = {
  deliveredAt: 'delivered',
  bouncedAt: 'bounced',
  complainedAt: 'complained',
  openedAt: 'opened',
  clickedAt: 'clicked',
  convertedAt: 'took it',
  repliedAt: 'answered',
} as const satisfies Partial<Record<keyof SentNotification, string>>;
type Moment = keyof typeof said;

/** A line for each message, the newest first: what it was, by which way, and what became of it. */
export const historyAsText = (notifications: readonly SentNotification[]): string =>
  notifications
    .map((sent) => {
      const became = (Object.keys(said) as Moment[]).filter((moment) => sent[moment] !== null).map((of) => said[of]);
      const state = sent.reason === null ? sent.state : `${sent.state} (${sent.reason})`;
      const time = sent.requestedAt.slice(0, 16).replace('T', ' ');
      return `  ${time}  ${(sent.channel ?? '').padEnd(6)} ${sent.template.id.padEnd(18)} ${[state, ...became].join(', ')}`;
    })
    .join('\n');
