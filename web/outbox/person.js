import { draw, h } from './elements.js';

export function drawContact(list, contact) {
  const facts = contact
    ? [
        ['Name', contact.name],
        ['Phone', contact.phone],
        ['E-mail', contact.email],
        ['Devices', String(contact.devices)],
        ['Language', contact.language],
        ['Zone', contact.zone],
      ].filter(([, value]) => value)
    : [['Nobody', 'has said yet how to reach this customer']];
  draw(
    list,
    facts.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
  );
}

export function drawWishes(list, preferences) {
  const lines = preferences.map(({ purpose, channel, wanted, source }) =>
    h(
      'li',
      {},
      h('span', { class: wanted ? 'chip wanted' : 'chip unwanted' }, wanted ? 'wanted' : 'not wanted'),
      ` ${purpose} by ${channel === '*' ? 'any channel' : channel} `,
      h('span', { class: 'quiet' }, `(${source})`),
    ),
  );
  draw(list, lines.length > 0 ? lines : [h('li', { class: 'quiet' }, 'Nothing said: no promotions.')]);
}
