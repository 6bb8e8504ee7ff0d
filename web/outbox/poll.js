const pauseMs = 1500;

/**
 * Does the work again and again while somebody looks, and tells in `#trouble` when it fails.
 * @returns how to have it done at once
 */
export function poll(work) {
  const trouble = document.querySelector('#trouble');
  let timer;
  let running = Promise.resolve();
  const round = async () => {
    clearTimeout(timer);
    try {
      if (!document.hidden) await work();
      trouble.textContent = '';
    } catch (error) {
      trouble.textContent = error.message;
    }
    timer = setTimeout(start, pauseMs);
  };
  const start = () => {
    running = running.then(round);
    return running;
  };
  document.addEventListener('visibilitychange', () => !document.hidden && start());
  start();
  return start;
}
