import { chips } from './chips.js';
import { draw, h, makeList } from './elements.js';
import { exactly, shortly } from './format.js';

/** All that the customer was sent, or was not and why; the newest first. */
export const makeHistory = (container) => makeList(container, makeLine, 'Nothing was asked for yet.');

function makeLine({ template, requestedAt, campaignId, ruleId }) {
  const state = h('span', {});
  const from = campaignId
    ? h('a', { href: `/campaigns?campaign=${encodeURIComponent(campaignId)}` }, 'campaign')
    : `rule ${ruleId ?? ''}`;
  const element = h(
    'li',
    { class: 'line' },
    h(
      'p',
      { class: 'card-head' },
      h('b', {}, `${template.id} ${template.version}`),
      h('time', { datetime: requestedAt, title: exactly(requestedAt) }, shortly(requestedAt)),
    ),
    h('p', { class: 'quiet' }, from),
    state,
  );
  return {
    element,
    update: (each) =>
      draw(state, [
        h(
          'span',
          { class: `chip state ${each.state}` },
          [each.channel, each.state, each.reason].filter(Boolean).join(' · '),
        ),
        ...chips(each),
      ]),
  };
}
