/** An element; attributes named `on...` are listeners, those that are undefined or false are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

/** Puts children where they differ from what is there: nothing that a person reads or focuses is taken away for the same. */
export function draw(container, children) {
  const wanted = children.flat();
  const there = container.children;
  const isSame = wanted.length === there.length && wanted.every((child, n) => child.isEqualNode(there[n]));
  if (!isSame) container.replaceChildren(...wanted);
}

/**
 * Keeps one element for each item as long as its `key` is there, so that what was opened stays open.
 * @param make makes `{ element, update }`; `update` is called with the item each time
 */
export function makeList(container, make, empty) {
  const shown = new Map();
  const nothing = h('p', { class: 'empty' }, empty);
  return (items) => {
    const keys = new Set(items.map(({ key }) => key));
    for (const key of shown.keys()) if (!keys.has(key)) shown.delete(key);
    const elements = items.map((item) => {
      const part = shown.get(item.key) ?? make(item);
      shown.set(item.key, part);
      part.update?.(item);
      return part.element;
    });
    place(container, elements.length > 0 ? elements : [nothing]);
  };
}

/** An element that is moved loses the focus, and a frame in it loads again: those that stay are left where they are. */
function place(container, wanted) {
  const kept = new Set(wanted);
  for (const child of [...container.children]) if (!kept.has(child)) child.remove();
  let next = container.firstElementChild;
  for (const element of wanted) {
    if (element === next) next = next.nextElementSibling;
    else container.insertBefore(element, next);
  }
}

/** Text whose web addresses can be followed, each beside this page. */
export const linked = (text) =>
  text.split(/(https?:\/\/[^\s<>"]+)/).map((part, n) => (n % 2 === 1 ? outward(part, part) : part));

export const outward = (href, ...children) => h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, children);
