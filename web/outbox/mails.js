import { ask } from './api.js';
import { chips } from './chips.js';
import { draw, h, makeList, outward } from './elements.js';
import { exactly, shortly } from './format.js';

/** E-mails; to unfold one is to open it, which the provider tells the platform. */
export const makeMails = (panel, { refresh }) => makeList(panel, (mail) => makeMail(mail, refresh), 'No e-mail yet.');

function makeMail({ id, at, address, content }, refresh) {
  const marks = h('span', { class: 'marks' });
  const body = h('div', { class: 'mail' });
  const opened = async ({ target }) => {
    if (!target.open || body.firstChild) return;
    const unsubscribe = /<(https?:[^>]+)>/.exec(content.headers?.['List-Unsubscribe'] ?? '')?.[1];
    body.append(
      h('p', { class: 'quiet' }, `From ${content.from ?? ''} to ${address}`),
      h('iframe', {
        title: content.title ?? 'E-mail',
        src: `/mails/${encodeURIComponent(id)}`,
        sandbox: 'allow-popups allow-popups-to-escape-sandbox',
      }),
      h('details', {}, h('summary', {}, 'As text'), h('pre', {}, content.body ?? '')),
      ...(unsubscribe ? [h('p', {}, outward(unsubscribe, 'Unsubscribe'))] : []),
    );
    await ask(`/mails/${encodeURIComponent(id)}/opened`, { method: 'POST' }).finally(refresh);
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
        h('b', {}, content.title ?? ''),
        h('time', { datetime: at, title: exactly(at) }, shortly(at)),
      ),
      marks,
    ),
    body,
  );
  return { element, update: ({ became }) => draw(marks, chips(became)) };
}
