import { call, gateway } from './api.js';
import { chips } from './chips.js';
import { draw, h, linked, makeList } from './elements.js';
import { exactly, shortly } from './format.js';
import { smsParts } from './sms-parts.js';

/** SMS as a phone has them: a thread for each sender, the newest message first. */
export function makeThreads(panel, { refresh }) {
  const list = makeList(panel, (thread) => makeThread(thread, refresh), 'No SMS yet.');
  return (messages) =>
    list([...Map.groupBy(messages, ({ content }) => content.from ?? 'unknown')].map(([key, sent]) => ({ key, sent })));
}

function makeThread({ key: sender, sent: [latest] }, refresh) {
  const replies = [];
  const bubbles = h('ol', { class: 'plain bubbles' });
  const said = h('p', { class: 'said', role: 'status' });
  const text = h('input', {
    name: 'text',
    required: true,
    maxlength: '300',
    autocomplete: 'off',
    'aria-label': `Reply to ${sender}`,
    placeholder: 'Reply, for example STOP',
  });
  const reply = async (event) => {
    event.preventDefault();
    const at = new Date().toISOString();
    const body = { id: crypto.randomUUID(), from: latest.address, to: sender, text: text.value, receivedAt: at };
    try {
      const { outcome } = await call(gateway, '/v1/sms-replies', { method: 'POST', body });
      replies.push({ key: body.id, at, own: body.text });
      said.textContent = `The platform took it as: ${outcome}.`;
      text.value = '';
      await refresh();
    } catch (error) {
      said.textContent = error.message;
    }
  };
  const element = h(
    'section',
    { class: 'thread', 'aria-label': `SMS from ${sender}` },
    h('h3', {}, sender, h('span', { class: 'quiet' }, latest.address)),
    h('form', { class: 'together reply', onsubmit: reply }, text, h('button', {}, 'Send')),
    said,
    bubbles,
  );
  const list = makeList(bubbles, makeBubble, '');
  return {
    element,
    update: ({ sent }) => list([...sent, ...replies].toSorted((a, b) => b.at.localeCompare(a.at))),
  };
}

function makeBubble({ own, content, at }) {
  const time = h('time', { datetime: at, title: exactly(at) }, shortly(at));
  if (own !== undefined)
    return { element: h('li', { class: 'bubble own' }, h('p', {}, own), h('p', { class: 'under' }, time)) };
  const parts = smsParts(content.body ?? '');
  const marks = h('span', { class: 'marks' });
  const under = h('p', { class: 'under' }, time, ` · ${parts} ${parts === 1 ? 'part' : 'parts'} `, marks);
  return {
    element: h('li', { class: 'bubble' }, h('p', {}, linked(content.body ?? '')), under),
    update: ({ became }) => draw(marks, chips(became)),
  };
}
