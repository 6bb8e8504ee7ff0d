/** Paise as Indian messages write rupees: `1,05,600.00`. */
export function rupees(minor: bigint): string {
  const whole = (minor / 100n).toString();
  const paise = (minor % 100n).toString().padStart(2, '0');
  const lakhs = whole.slice(0, -3).replace(/\B(?=(\d\d)+$)/g, ',');
  return `${lakhs === '' ? '' : `${lakhs},`}${whole.slice(-3)}.${paise}`;
}
