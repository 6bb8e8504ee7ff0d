import { call, operations } from './api.js';
import { makeDryRun } from './dry-run.js';
import { draw, h } from './elements.js';
import { cost, count, exactly } from './format.js';
import { drawReport } from './report.js';

const verbs = {
  draft: ['start', 'cancel'],
  scheduled: ['pause', 'cancel'],
  running: ['pause', 'cancel'],
  paused: ['resume', 'cancel'],
};
const words = { start: 'Start', pause: 'Pause', resume: 'Resume', cancel: 'Cancel' };
const tiles = [
  ['requested', 'asked for'],
  ['heldOut', 'held out'],
  ['accepted', 'sent'],
  ['delivered', 'delivered'],
  ['opened', 'opened'],
  ['clicked', 'clicked'],
  ['converted', 'converted'],
  ['waiting', 'waiting'],
  ['suppressed', 'suppressed'],
  ['failed', 'failed'],
  ['unknown', 'unknown'],
];

/** One campaign, live: how far it is, what became of its messages, and what can be done about it. */
export function makeCampaign(article, refresh) {
  const find = (selector) => article.querySelector(selector);
  /** Of all that messages cost: the policy has the prices. */
  let currency;
  const dryRun = makeDryRun(find('#try'), find('#dry'));

  async function command(campaignId, verb) {
    if (verb === 'cancel' && !confirm('Cancel this campaign? What was not sent yet will not be.')) return;
    try {
      const { state } = await call(operations, `/v1/campaigns/${campaignId}/${verb}`, { method: 'POST' });
      find('#said').textContent = `The campaign is ${state}.`;
    } catch (error) {
      find('#said').textContent = error.message;
    }
    await refresh();
  }

  /** The buttons stay the same elements while their state does: a click must not meet one that has just gone. */
  function drawCommands({ campaignId, state }) {
    const bar = find('#commands');
    if (bar.dataset.for === `${campaignId} ${state}`) return;
    bar.dataset.for = `${campaignId} ${state}`;
    const buttons = (verbs[state] ?? []).map((verb) =>
      h(
        'button',
        { type: 'button', class: verb === 'cancel' ? 'risky' : undefined, onclick: () => command(campaignId, verb) },
        words[verb],
      ),
    );
    bar.replaceChildren(h('span', { class: `chip state ${state}` }, state), ...buttons);
  }

  return async (campaignId) => {
    const path = `/v1/campaigns/${campaignId}`;
    const [campaign, report, picture] = await Promise.all([
      call(operations, path),
      call(operations, `${path}/report`),
      call(operations, `${path}/report`, { headers: { accept: 'image/svg+xml' } }),
    ]);
    currency ??= (await call(operations, '/v1/notification-policy')).currency;
    article.hidden = false;
    find('#name').textContent = campaign.name;
    find('#about').textContent = aboutOf(campaign, currency);
    drawCommands(campaign);
    const { requested, heldOut, accepted, failed, unknown, waiting, suppressed } = campaign.counts;
    const decided = heldOut + accepted + failed + unknown + waiting + suppressed;
    find('#progress').max = Math.max(requested, 1);
    find('#progress').value = Math.min(decided, requested);
    find('#progress-words').textContent = `${count(decided)} of ${count(requested)} asked for are decided`;
    const figures = { ...campaign.counts };
    draw(
      find('#counts'),
      tiles.map(([figure, label]) =>
        h(
          'div',
          { class: figures[figure] === 0 ? 'tile none' : 'tile', 'data-figure': figure },
          h('dt', {}, label),
          h('dd', {}, count(figures[figure])),
        ),
      ),
    );
    drawReport(article, report, picture);
    dryRun(campaignId);
  };
}

const aboutOf = ({ purpose, channels, audience, startedAt, endedAt, spentMicros, reason }, currency) =>
  [
    purpose,
    `by ${channels.join(', then ')}`,
    audience.rows === null ? `to a ${audience.kind}` : `to ${count(audience.rows)} customers of a file`,
    startedAt && `started ${exactly(startedAt)}`,
    endedAt && `ended ${exactly(endedAt)}`,
    `spent ${cost(spentMicros, currency)}`,
    reason,
  ]
    .filter(Boolean)
    .join(' · ');
