import { call, operations } from './api.js';
import { makeCampaign } from './campaign.js';
import { draw, h, makeList } from './elements.js';
import { shortly } from './format.js';
import { poll } from './poll.js';

const view = makeCampaign(document.querySelector('#campaign'), () => refresh());
const list = makeList(document.querySelector('#list'), makeLine, 'No campaign yet: POST /v1/campaigns makes one.');
let chosen = new URLSearchParams(location.search).get('campaign');

function makeLine({ campaignId, name, createdAt }) {
  const state = h('span', {});
  const link = h(
    'a',
    { class: 'line', href: `/campaigns?campaign=${campaignId}` },
    h('b', {}, name),
    state,
    h('time', { class: 'quiet', datetime: createdAt }, shortly(createdAt)),
  );
  return {
    element: h('li', {}, link),
    update: (each) => {
      draw(state, [h('span', { class: `chip state ${each.state}` }, each.state)]);
      if (each.campaignId === chosen) link.setAttribute('aria-current', 'true');
    },
  };
}

async function look() {
  const { campaigns } = await call(operations, '/v1/campaigns?limit=50');
  chosen ??= campaigns[0]?.campaignId ?? null;
  list(campaigns.map((each) => ({ key: each.campaignId, ...each })));
  if (chosen !== null) await view(chosen);
}

const refresh = poll(look);
