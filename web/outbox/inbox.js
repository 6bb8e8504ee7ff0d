import { call, customer } from './api.js';
import { chips } from './chips.js';
import { draw, h, linked, makeList, outward } from './elements.js';
import { tell } from './events.js';
import { exactly, shortly } from './format.js';

/** The list inside the app; to unfold a message is to read it. */
export const makeInbox = (panel, mine) =>
  makeList(panel, (message) => makeMessage(message, mine), 'Nothing in the app yet.');

function makeMessage({ notificationId, title, body, link, createdAt, readAt }, { id, refresh }) {
  const marks = h('span', { class: 'marks' });
  let isOpened = readAt !== null;
  const opened = async ({ target }) => {
    if (!target.open || isOpened) return;
    isOpened = true;
    await Promise.all([
      tell(id, notificationId, 'opened'),
      call(customer(id), `/v1/inbox/${notificationId}/read`, { method: 'POST' }),
    ]).finally(refresh);
  };
  const element = h(
    'details',
    { class: 'card', ontoggle: opened },
    h(
      'summary',
      {},
      h(
        'span',
        { class: 'card-head' },
        h('b', {}, title),
        h('time', { datetime: createdAt, title: exactly(createdAt) }, shortly(createdAt)),
      ),
      marks,
    ),
    h('p', {}, linked(body)),
    ...(link ? [h('p', {}, outward(link, 'Show me'))] : []),
  );
  return {
    element,
    update: (message) => {
      element.classList.toggle('unread', message.readAt === null);
      draw(marks, chips(message.became));
    },
  };
}
