const page = new URL('../../web/outbox/format.js', import.meta.url).href;

it.each([
  ['900000', 'INR', 'INR 0.90'],
  ['1204500000', 'INR', 'INR 1,204.50'],
  ['85', 'INR', 'INR 0.0001'],
  ['5000000', 'JPY', 'JPY 5'],
  ['1250000', 'KWD', 'KWD 1.250'],
])('writes a cost of %s millionths of %s as %s', async (micros, currency, text) => {
  const { cost } = (await import(page)) as { readonly cost: (micros: string, currency: string) => string };
  expect(cost(micros, currency)).toBe(text);
});
