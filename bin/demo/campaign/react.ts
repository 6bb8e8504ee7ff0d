import { setTimeout as sleep } from 'node:timers/promises';
import type { NotificationHistory, SentNotification } from '../../../lambdas/contracts/api/notification-tracking.ts';
import type { OutboxMessage } from '../../../local/services/messaging/outbox.ts';
import { type Client, makeClient } from '../client.ts';
import type { Platform } from '../platform.ts';
import { withBar } from '../progress.ts';
import type { Person } from './people.ts';

const phone = 'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36';
/** Looks at links before people do, and says who it is. */
const mailGuard = 'Mozilla/5.0 (compatible; Barracuda Sentinel)';
/** Sooner than two seconds after the provider took it, whoever follows a link in an e-mail counts as a machine. */
const mailIsReadAfterMs = 2200;

export const historyOf = ({ must }: Client, customer: string): Promise<NotificationHistory> =>
  must({ method: 'GET', path: `/v1/customers/${customer}/notifications?limit=100` });

export type Reactions = {
  /** Who followed their link and took the loan. */
  readonly led: readonly string[];
  /** Who answered that they want no more of this. */
  readonly stopped: readonly string[];
};

/**
 * What people do with the message that they got, each by their temper. Those who got none may take the loan as well.
 */
export async function react(
  platform: Platform,
  operator: Client,
  campaignId: string,
  people: readonly Person[],
): Promise<Reactions> {
  const server = makeClient(platform, { client: 'payments' });
  const led: string[] = [];
  const stopped: string[] = [];
  await withBar(
    'an offer',
    { unit: 'customers', total: people.length },
    people.map((person) => async (tick) => {
      const { id } = person.customer;
      const { clicks, takes, takesAnyway } = person.temper;
      const sent = (await historyOf(operator, id)).notifications.find((each) => each.campaignId === campaignId);
      const [message] = sent?.state === 'accepted' ? await platform.received([sent.notificationId]) : [];
      if (sent !== undefined && isRead(message)) await read(platform, person, sent, message);
      const isLed = isRead(message) && clicks && takes;
      if (isLed || takesAnyway) await take(server, campaignId, id);
      if (isLed) led.push(id);
      if (sent?.channel === 'sms' && isRead(message) && person.temper.stops) {
        await stop(server, message);
        stopped.push(id);
      }
      tick(1);
    }),
  );
  return { led, stopped };
}

/** What bounces is read by nobody. */
const isRead = (message: OutboxMessage | undefined): message is OutboxMessage =>
  message !== undefined && !message.address.startsWith('bounce');

async function read(
  platform: Platform,
  { customer, temper }: Person,
  { notificationId, acceptedAt, channel }: SentNotification,
  { content, id }: OutboxMessage,
): Promise<void> {
  const link = linkIn(content.data?.offer ?? content.body ?? '');
  if (channel === 'email') {
    await follow(link, mailGuard);
    const age = Date.now() - Date.parse(acceptedAt ?? new Date().toISOString());
    await sleep(Math.max(0, mailIsReadAfterMs - age));
    if (temper.opens) await platform.openMail(id);
  }
  if (channel === 'push') {
    const at = new Date().toISOString();
    const events = [{ kind: 'delivered', at }, ...(temper.opens ? [{ kind: 'opened', at }] : [])];
    const path = `/v1/notifications/${notificationId}/events`;
    await makeClient(platform, { customer: customer.id }).must({ method: 'POST', path, body: { events } });
  }
  if (temper.clicks) await follow(link, phone);
}

/** A gateway heard it, and calls a server. */
async function stop(server: Client, { id, address }: OutboxMessage): Promise<void> {
  const body = { id: `demo-${id}`, from: address, to: 'SANGAM', text: 'Stop', receivedAt: new Date().toISOString() };
  await server.must({ method: 'POST', path: '/v1/sms-replies', body });
}

const linkIn = (text: string): string => {
  const [link] = /https?:\/\/[^\s"<]+\/r\/[\w-]+/.exec(text) ?? [];
  if (link === undefined) throw new Error('a message of the campaign has no link');
  return link;
};

async function follow(link: string, agent: string): Promise<void> {
  const { status } = await fetch(link, { headers: { 'user-agent': agent }, redirect: 'manual' });
  if (status !== 302) throw new Error(`a link of the campaign was answered ${status}`);
}

/** The loan is paid into the wallet. */
async function take(server: Client, campaignId: string, customer: string): Promise<void> {
  const amount = { minor: '1000000', currency: 'INR' };
  const body = { vendor: 'upi-gateway', reference: `demo-loan-${campaignId}-${customer}`, customer, amount };
  await server.must({ method: 'POST', path: '/v1/cash-ins', body });
}
