import { call, operations } from './api.js';
import { draw, h } from './elements.js';
import { cost, count } from './format.js';

const pauseMs = 700;

/** Has a campaign tried without sending, and shows what would become of it. */
export function makeDryRun(button, result) {
  let campaignId;
  const say = (words) => draw(result, [h('p', {}, words)]);
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      await tryIt(campaignId);
    } catch (error) {
      say(error.message);
    } finally {
      button.disabled = false;
    }
  });

  async function tryIt(id) {
    const path = `/v1/campaigns/${id}/dry-runs`;
    const headers = { 'idempotency-key': crypto.randomUUID() };
    let dryRun = await call(operations, path, { method: 'POST', headers });
    while (dryRun.state === 'running') {
      say(`${count(dryRun.checked)} customers looked at`);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      dryRun = await call(operations, `${path}/${dryRun.dryRunId}`);
    }
    if (dryRun.state === 'failed') say(`It could not be tried: ${dryRun.reason}`);
    else if (id === campaignId) draw(result, partsOf(dryRun));
  }

  return (id) => {
    campaignId = id;
  };
}

function partsOf({ checked, heldOut, wouldSend, wouldWait, wouldSuppress, costMicros, currency, samples }) {
  const lines = [
    ['customers looked at', checked],
    ['held out', heldOut],
    ...wouldSend.map((each) => [`sent by ${each.channel}`, each.count]),
    ...wouldWait.map((each) => [`waiting: ${each.reason}`, each.count]),
    ...wouldSuppress.map((each) => [`suppressed: ${each.reason}`, each.count]),
  ];
  return [
    h(
      'dl',
      { class: 'facts' },
      lines.flatMap(([label, number]) => [h('dt', {}, label), h('dd', {}, count(number))]),
      h('dt', {}, 'cost at most'),
      h('dd', {}, cost(costMicros, currency)),
    ),
    h('h4', {}, 'Some of them'),
    h(
      'ul',
      { class: 'plain' },
      samples.map(({ customerId, channel, address, variant, language }) =>
        h(
          'li',
          {},
          h('a', { href: `/outbox?customer=${encodeURIComponent(customerId)}` }, customerId),
          ` ${channel} ${address} · ${variant} · ${language}`,
        ),
      ),
    ),
  ];
}
