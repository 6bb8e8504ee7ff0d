import { ask, call, customer } from './api.js';
import { makeChoice } from './choice.js';
import { makeHistory } from './history.js';
import { makeInbox } from './inbox.js';
import { makeMails } from './mails.js';
import { drawContact, drawWishes } from './person.js';
import { poll } from './poll.js';
import { makePushes } from './pushes.js';
import { makeTabs } from './tabs.js';
import { makeThreads } from './threads.js';

const find = (selector) => document.querySelector(selector);
const field = find('#customer');
const panels = ['sms', 'push', 'email', 'inbox'];
let id = new URLSearchParams(location.search).get('customer') ?? '';
let views = {};
/** A tab, since this customer is shown. */
let hasChosen = false;

/** Everything of the customer before goes: nothing of one may be seen under the name of another. */
function show(chosen) {
  id = chosen;
  field.value = id;
  history.replaceState(null, '', `/outbox?customer=${encodeURIComponent(id)}`);
  for (const list of ['#contact', '#wishes', '#history', ...panels.map((name) => `#panel-${name}`)])
    find(list).replaceChildren();
  const mine = { id, refresh: () => refresh() };
  hasChosen = false;
  views = {
    sms: makeThreads(find('#panel-sms'), mine),
    push: makePushes(find('#panel-push'), mine),
    email: makeMails(find('#panel-email'), mine),
    inbox: makeInbox(find('#panel-inbox'), mine),
    history: makeHistory(find('#history')),
  };
}

/** The channel that something came by last. */
const latestOf = (lists) => panels.toSorted((a, b) => arrivalOf(lists[b]).localeCompare(arrivalOf(lists[a])))[0];
const arrivalOf = ([latest]) => latest?.at ?? latest?.createdAt ?? '';

async function look() {
  const asked = id;
  if (asked === '') return;
  const self = customer(asked);
  const [{ notifications }, inbox, { preferences }, contact] = await Promise.all([
    call(self, `/v1/customers/${encodeURIComponent(asked)}/notifications?limit=100`),
    call(self, '/v1/inbox?limit=100'),
    call(self, '/v1/notification-preferences'),
    call(self, '/v1/contact').catch((error) => (error.status === 404 ? undefined : Promise.reject(error))),
  ]);
  const ids = notifications.map(({ notificationId }) => `id=${notificationId}`);
  const { messages } = await ask(`/recorded?${ids.join('&')}`);
  if (asked !== id) return;

  const became = new Map(notifications.map((each) => [each.notificationId, each]));
  const sent = messages
    .toReversed()
    .map((each) => ({ key: each.id, ...each, became: became.get(each.notificationId) }));
  const told = inbox.messages.map((each) => ({
    key: each.notificationId,
    ...each,
    became: became.get(each.notificationId),
  }));
  const by = (channel) => sent.filter((each) => each.channel === channel);
  const lists = { sms: by('sms'), push: by('push'), email: by('email'), inbox: told };
  for (const name of panels) {
    views[name](lists[name]);
    find(`#tab-${name} .number`).textContent = lists[name].length;
  }
  if (!hasChosen) selectTab(`tab-${latestOf(lists)}`);
  hasChosen = true;
  views.history(notifications.map((each) => ({ key: each.notificationId, ...each })));
  drawContact(find('#contact'), contact);
  drawWishes(find('#wishes'), preferences);
}

const selectTab = makeTabs(find('[role=tablist]'));
for (const chosen of ['click', 'keydown']) find('[role=tablist]').addEventListener(chosen, () => (hasChosen = true));
const [first = ''] = await makeChoice(field, find('#customers'), find('#offered'));
show(id || first);
const refresh = poll(look);
find('#choose').addEventListener('submit', (event) => {
  event.preventDefault();
  show(field.value.trim());
  refresh();
});
