import { call, operations } from './api.js';
import { draw, h } from './elements.js';

const offeredMost = 5;

/**
 * Offers customers while an id is typed: those whose ids begin so.
 * @returns the first ones of all, which are offered before anything is typed
 */
export async function makeChoice(field, options, links) {
  let asked;
  async function offer() {
    const prefix = field.value.trim();
    if (prefix === asked || !/^([A-Za-z0-9][\w-]{0,63})?$/.test(prefix)) return;
    asked = prefix;
    const ids = await idsFrom(prefix, 20);
    // An answer to what was typed before may come late.
    if (prefix === asked)
      draw(
        options,
        ids.map((value) => h('option', { value })),
      );
  }
  field.addEventListener('input', () => offer().catch(() => (asked = undefined)));
  const first = await idsFrom('', offeredMost).catch(() => []);
  draw(
    links,
    first.map((id) => h('a', { href: `/outbox?customer=${encodeURIComponent(id)}` }, id)),
  );
  draw(
    options,
    first.map((value) => h('option', { value })),
  );
  return first;
}

async function idsFrom(prefix, limit) {
  const query = new URLSearchParams({ limit, ...(prefix !== '' && { prefix }) });
  const { customers } = await call(operations, `/v1/customers?${query}`);
  return customers.map(({ customerId }) => customerId);
}
