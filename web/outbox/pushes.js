import { chips } from './chips.js';
import { draw, h, linked, makeList } from './elements.js';
import { tell } from './events.js';
import { exactly, shortly } from './format.js';

/** Notifications on the lock screen; a tap opens one, as the app would tell. */
export const makePushes = (panel, mine) =>
  makeList(panel, (message) => makePush(message, mine), 'No notification yet.');

function makePush({ notificationId, at, address, content }, { id, refresh }) {
  const marks = h('span', { class: 'marks' });
  let isOpened = false;
  const opened = async ({ target }) => {
    if (!target.open || isOpened || content.isSilent) return;
    isOpened = true;
    await tell(id, notificationId, 'opened').finally(refresh);
  };
  const data = Object.entries(content.data ?? {});
  const element = h(
    'details',
    { class: content.isSilent ? 'card silent' : 'card', ontoggle: opened },
    h(
      'summary',
      {},
      h(
        'span',
        { class: 'card-head' },
        h('b', {}, content.isSilent ? 'Silent: wakes the app' : content.title),
        h('time', { datetime: at, title: exactly(at) }, shortly(at)),
      ),
      !content.isSilent && h('span', { class: 'card-body' }, content.body ?? ''),
      marks,
    ),
    !content.isSilent && h('p', {}, linked(content.body ?? '')),
    h(
      'dl',
      { class: 'facts' },
      [['device', address], ...data].flatMap(([name, value]) => [
        h('dt', {}, name),
        h('dd', {}, linked(String(value))),
      ]),
    ),
  );
  return { element, update: ({ became }) => draw(marks, chips(became)) };
}
