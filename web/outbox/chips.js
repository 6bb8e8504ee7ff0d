import { h } from './elements.js';
import { exactly } from './format.js';

const moments = [
  ['deliveredAt', 'delivered'],
  ['bouncedAt', 'bounced'],
  ['complainedAt', 'complained'],
  ['openedAt', 'opened'],
  ['clickedAt', 'clicked'],
  ['repliedAt', 'replied'],
  ['convertedAt', 'converted'],
];

/** What happened to a message since it was sent. */
export const chips = (became) =>
  moments
    .filter(([moment]) => became?.[moment])
    .map(([moment, word]) => h('span', { class: `chip ${word}`, title: exactly(became[moment]) }, word));
