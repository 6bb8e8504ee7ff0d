/** Tabs as the ARIA practices have them: arrows move between them. Returns how to show one by its id. */
export function makeTabs(list) {
  const tabs = [...list.querySelectorAll('[role=tab]')];
  const select = (wanted) => {
    for (const tab of tabs) {
      const isWanted = tab === wanted;
      tab.setAttribute('aria-selected', String(isWanted));
      tab.tabIndex = isWanted ? 0 : -1;
      document.getElementById(tab.getAttribute('aria-controls')).hidden = !isWanted;
    }
  };
  for (const tab of tabs) tab.addEventListener('click', () => select(tab));
  list.addEventListener('keydown', ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (step === undefined) return;
    const next = tabs.at((tabs.indexOf(document.activeElement) + step) % tabs.length);
    select(next);
    next.focus();
  });
  return (id) => select(document.getElementById(id));
}
