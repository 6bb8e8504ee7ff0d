import type { CampaignReport, Funnel } from '../../lambdas/contracts/api/campaign-report.ts';
import type { CampaignView } from '../../lambdas/contracts/api/campaigns.ts';
import type { Channel } from '../../lambdas/contracts/notifications.ts';
import type { Cloud } from '../../local/cloud.ts';
import { seed } from '../../local/seed.ts';
import { startWeb, type Web } from '../../local/web/start-web.ts';
import { barriersOn } from '../support/barriers.ts';
import { aBrowser, type TestBrowser } from '../support/browser.ts';
import { aCloud, callAs } from '../support/cloud.ts';
import { until } from '../support/until.ts';

const operations = { client: 'operations' };
const target = 'https://www.sangam.example/festive';
const day = { perDay: 50, perWeek: 100 };
let cloud: Cloud;
let web: Web;
let browser: TestBrowser;
const campaigns = new Map<Channel, string>();

beforeAll(async () => {
  cloud = await aCloud();
  await anyHour();
  await seed(cloud);
  for (const channel of ['sms', 'push', 'email', 'inbox'] as const) {
    const { campaignId } = await draft(`By ${channel}`, { channels: [channel] });
    campaigns.set(channel, campaignId);
    await callAs(cloud, operations, 'POST', `/v1/campaigns/${campaignId}/start`);
  }
  await cloud.drained();
  web = await startWeb({ cloud, port: 0 });
  browser = await aBrowser();
});

afterAll(async () => {
  await browser?.stop();
  await web?.stop();
  await cloud.stop();
});

/** Promotions go out whenever this runs; policies are read before the first message, and then for a minute. */
const anyHour = () =>
  callAs(cloud, operations, 'PUT', '/v1/notification-policy', {
    windows: [],
    caps: { promotional: day },
    currency: 'INR',
    pricesMicros: { push: 85, sms: 150_000, email: 8500, inbox: 0 },
  });

async function draft(name: string, overrides: object): Promise<CampaignView> {
  const request = {
    name,
    variants: [{ name: 'a', template: { id: 'festive-offer' }, weight: 1 }],
    audience: { segment: { field: 'customer.channels', op: 'has', value: 'push' } },
    frequencyCap: day,
    ...overrides,
  };
  const headers = { 'idempotency-key': `outbox-${name.replaceAll(' ', '-')}` };
  const { status, body } = await callAs<CampaignView>(cloud, operations, 'POST', '/v1/campaigns', request, headers);
  if (status !== 201) throw new Error(`drafting answered ${status} ${JSON.stringify(body)}`);
  return body;
}

async function comesTo(channel: Channel, expected: Partial<Funnel>): Promise<void> {
  const path = `/v1/campaigns/${campaigns.get(channel)}/report`;
  const total = async () => (await callAs<CampaignReport>(cloud, operations, 'GET', path)).body.total;
  await until(
    async () => {
      const figures = await total();
      return Object.entries(expected).every(([figure, count]) => figures[figure as keyof Funnel] >= count);
    },
    `${channel} comes to ${JSON.stringify(expected)}`,
  );
  expect(await total()).toMatchObject(expected);
}

/** Where links lead is no site of this computer: that a browser was sent there is what counts. */
const ledTo = (url: string) => browser.context.waitForEvent('request', (request) => request.url().startsWith(url));

const openTab = async (name: string) => {
  await browser.page.getByRole('tab', { name }).click();
  return browser.page.getByRole('tabpanel', { name });
};

it('shows a text message as a phone has it, and counts who follows its link', async () => {
  await browser.page.goto(`${web.url}/outbox?customer=asha`);
  const panel = await openTab('SMS');
  const bubble = panel.getByRole('listitem').filter({ hasText: 'pay by Sangam wallet today' });
  await bubble.getByText('1 part').waitFor();
  expect(await panel.getByRole('heading').textContent()).toContain('123456');
  const led = ledTo(target);
  await bubble.getByRole('link').click();
  expect((await led).url()).toContain('utm_medium=sms');
  await comesTo('sms', { sent: 3, clicked: 1, machineClicked: 0 });
  await bubble.getByText('clicked').waitFor();
});

it('opens a push notification and a message in the app as the app would', async () => {
  for (const [tab, channel] of [
    ['Push', 'push'],
    ['Inbox', 'inbox'],
  ] as const) {
    const message = (await openTab(tab)).getByRole('group').filter({ hasText: 'A festive offer' });
    await message.getByText('A festive offer').click();
    await comesTo(channel, { sent: 3, opened: 1 });
    await message.getByText('opened', { exact: true }).waitFor();
  }
  const led = ledTo(target);
  await browser.page.getByRole('link', { name: 'Show me' }).click();
  expect((await led).url()).toContain('utm_medium=inbox');
  await comesTo('inbox', { clicked: 1, machineClicked: 0 });
});

it('shows an e-mail whose links count, and ends such mail where its reader asks for it', async () => {
  const mail = (await openTab('Mail')).getByRole('group').filter({ hasText: '5% back on every payment' }).first();
  await mail.getByText('5% back on every payment').click();
  await comesTo('email', { sent: 3, opened: 1 });
  // Sooner after its sending, a click on an e-mail is a machine's.
  await browser.page.waitForTimeout(2100);
  const led = ledTo(target);
  await mail.frameLocator('iframe').getByRole('link', { name: 'Pay with it today' }).click();
  expect((await led).url()).toContain('utm_medium=email');
  await comesTo('email', { clicked: 1, machineClicked: 0 });

  const opened = browser.context.waitForEvent('page');
  await mail.getByRole('link', { name: 'Unsubscribe' }).click();
  const asked = await opened;
  await asked.getByRole('button').click();
  await asked.getByText('no more e-mails about offers').waitFor();
  await asked.close();
  await browser.page.locator('#wishes').getByText('offers by email').waitFor();
});

it('shows what comes without taking away what is typed, and hears STOP', async () => {
  const panel = await openTab('SMS');
  const bubbles = panel.getByRole('listitem').filter({ hasText: 'pay by Sangam wallet today' });
  await panel.getByRole('textbox', { name: 'Reply to 123456' }).click();
  await browser.page.keyboard.type('ST');
  const { campaignId } = await draft('Once more', { channels: ['sms'] });
  await callAs(cloud, operations, 'POST', `/v1/campaigns/${campaignId}/start`);
  await bubbles.nth(1).waitFor();
  await browser.page.keyboard.type('OP\n');
  await panel.getByText('took it as: stopped').waitFor();
  await panel.getByRole('listitem').filter({ hasText: /^STOP/ }).waitFor();
  const wish = browser.page.locator('#wishes').getByRole('listitem').filter({ hasText: 'promotional by sms' });
  expect(await wish.textContent()).toContain('not wanted');
});

it('offers customers by what their ids begin with', async () => {
  const { page } = browser;
  const offered = page.locator('#customers option');
  const values = () => offered.evaluateAll((options) => options.map((each) => each.getAttribute('value')));
  expect(await values()).toEqual(['asha', 'meera', 'ravi']);
  await page.getByRole('combobox', { name: 'Customer' }).fill('me');
  await until(async () => (await values()).length === 1, 'others are not offered any more');
  expect(await values()).toEqual(['meera']);
});

it('shows nothing of one customer under the name of another', async () => {
  const { page } = browser;
  await page.getByRole('combobox', { name: 'Customer' }).fill('meera');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.locator('#contact').getByText('meera@example.in').waitFor();
  const panel = await openTab('SMS');
  await panel.getByText('Hi Meera').first().waitFor();
  expect(await panel.textContent()).not.toContain('Asha');
  expect(await page.locator('#wishes').textContent()).not.toContain('not wanted');
});

it('shows a campaign with its figures, its funnel and what a trial says of it now', async () => {
  const { page } = browser;
  await page.goto(`${web.url}/campaigns`);
  await page.getByRole('link', { name: 'By sms' }).click();
  await page.getByRole('heading', { name: 'By sms' }).waitFor();
  const figure = (name: string) => page.locator(`[data-figure=${name}] dd`).textContent();
  expect(await Promise.all(['requested', 'accepted', 'clicked', 'failed'].map(figure))).toEqual(['3', '3', '1', '0']);
  const funnel = page.getByRole('img', { name: /^Funnel: requested 3, sent 3, delivered 3, opened \d, clicked 1/ });
  expect(await funnel.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(720);
  expect(await page.locator('#links').textContent()).toContain('offer1');

  await page.getByRole('button', { name: 'Try without sending' }).click();
  const trial = page.locator('#dry');
  await trial.getByText('sent by sms').waitFor();
  expect(await trial.textContent()).toMatch(/customers looked at3.*sent by sms2suppressed: opted-out1/);
});

it('starts, pauses, resumes and cancels a campaign', async () => {
  const startAt = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const { campaignId } = await draft('For later', { channels: ['push'], startAt });
  const { page } = browser;
  await page.goto(`${web.url}/campaigns?campaign=${campaignId}`);
  page.on('dialog', (dialog) => dialog.accept());
  const commands = page.locator('#commands');
  for (const [command, state] of [
    ['Start', 'scheduled'],
    ['Pause', 'paused'],
    ['Resume', 'scheduled'],
    ['Cancel', 'cancelled'],
  ] as const) {
    await commands.getByRole('button', { name: command }).click();
    await commands.getByText(state, { exact: true }).waitFor();
  }
  expect(await commands.getByRole('button').count()).toBe(0);
});

it.each([1280, 390])('keeps to WCAG 2.2 A and AA on a screen of %d pixels, by what axe finds', async (width) => {
  const { page } = browser;
  await page.setViewportSize({ width, height: 844 });
  await page.goto(`${web.url}/outbox?customer=asha`);
  await page.getByText('accepted').first().waitFor();
  for (const tab of ['SMS', 'Push', 'Mail', 'Inbox']) {
    await openTab(tab);
    expect([tab, await barriersOn(page)]).toEqual([tab, []]);
  }
  await page.goto(`${web.url}/campaigns?campaign=${campaigns.get('sms')}`);
  await page.getByRole('button', { name: 'Try without sending' }).click();
  await page.locator('#dry').getByText('sent by sms').waitFor();
  expect(await barriersOn(page)).toEqual([]);
});

it.each([1280, 390])('fits a screen of %d pixels', async (width) => {
  const { page } = browser;
  await page.setViewportSize({ width, height: 844 });
  for (const path of ['/outbox?customer=asha', '/campaigns']) {
    await page.goto(`${web.url}${path}`);
    await page.getByText('accepted').or(page.getByText('asked for are decided')).first().waitFor();
    expect(
      await page.locator('html').evaluate((html) => (html as unknown as { scrollWidth: number }).scrollWidth),
    ).toBe(width);
  }
});

it('did all of that without an error or a breach of its own policy', () => {
  expect(browser.errors).toEqual([]);
});
