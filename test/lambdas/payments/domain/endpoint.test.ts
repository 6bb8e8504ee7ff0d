import { isEndpoint } from '../../../../lambdas/payments/domain/vendor.ts';

it.each([
  ['https://vendor.example', true, true],
  ['https://vendor.example/orders', true, true],
  ['http://vendor.example', false, false],
  ['http://127.0.0.1:4010', true, false],
  ['http://localhost:4010', true, false],
  ['https://127.0.0.1', true, false],
  ['http://127.0.0.1.vendor.example', false, false],
  ['http://user:secret@127.0.0.1', false, false],
  ['https://user@vendor.example', false, false],
  ['https://vendor.example/?to=1', false, false],
  ['ftp://vendor.example', false, false],
  ['vendor.example', false, false],
])('%s: on a laptop %s, elsewhere %s', (text, onLaptop, elsewhere) => {
  expect([isEndpoint(text, true), isEndpoint(text, false)]).toEqual([onLaptop, elsewhere]);
});
