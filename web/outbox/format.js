const clock = new Intl.DateTimeFormat('en-IN', { hour: '2-digit', minute: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat('en-IN', { day: 'numeric', month: 'short' });
const full = new Intl.DateTimeFormat('en-IN', { dateStyle: 'medium', timeStyle: 'medium', hour12: false });
const whole = new Intl.NumberFormat('en-IN');

export const count = (number) => whole.format(number);
export const share = (part) => (part === null ? '–' : `${(part * 100).toFixed(1)} %`);
export const exactly = (instant) => full.format(new Date(instant));

/** The time of today, the day of before. */
export function shortly(instant) {
  const at = new Date(instant);
  return at.toDateString() === new Date().toDateString() ? clock.format(at) : day.format(at);
}

/** `INR 0.90`, and more decimals where a message costs less than the smallest coin. @param micros millionths of the major unit */
export function cost(micros, currency) {
  const { maximumFractionDigits: digits } = new Intl.NumberFormat('en-IN', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  const money = new Intl.NumberFormat('en-IN', { minimumFractionDigits: digits, maximumFractionDigits: 4 });
  return `${currency} ${money.format(Number(micros) / 1e6)}`;
}
