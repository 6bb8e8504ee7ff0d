import { domainEvents } from '../../../../../lambdas/contracts/catalogue.ts';
import { triggerTypes } from '../../../../../lambdas/contracts/followed-types.ts';
import { type Condition, compile, problemsOf } from '../../../../../lambdas/notifications/domain/rules/condition.ts';
import { fieldsOf } from '../../../../../lambdas/notifications/domain/rules/fields.ts';

const fields = new Map([
  ['role', 'text'],
  ['amount', 'text'],
  ['count', 'number'],
  ['isNew', 'flag'],
  ['context.deviceId', 'text'],
] as const);

const data = { role: 'payee', amount: '125000', count: 3, isNew: true, reference: null, context: { deviceId: 'd1' } };

it.each<[boolean, Condition]>([
  [true, { field: 'role', is: 'payee' }],
  [false, { field: 'role', is: 'payer' }],
  [true, { field: 'isNew', is: true }],
  [true, { field: 'role', in: ['payer', 'payee'] }],
  [false, { field: 'role', in: ['system'] }],
  [true, { field: 'amount', atLeast: '125000' }],
  [false, { field: 'amount', atLeast: '125001' }],
  [true, { field: 'amount', atLeast: '99999' }],
  [true, { field: 'amount', below: '1000000000000000000000' }],
  [false, { field: 'amount', below: '9999' }],
  [true, { field: 'count', atLeast: 3 }],
  [false, { field: 'count', below: 3 }],
  [true, { field: 'context.deviceId', is: 'd1' }],
  [
    true,
    {
      all: [
        { field: 'role', is: 'payee' },
        { field: 'isNew', is: true },
      ],
    },
  ],
  [
    false,
    {
      all: [
        { field: 'role', is: 'payee' },
        { field: 'isNew', is: false },
      ],
    },
  ],
  [
    true,
    {
      any: [
        { field: 'role', is: 'payer' },
        { field: 'isNew', is: true },
      ],
    },
  ],
  [true, { not: { field: 'role', is: 'payer' } }],
  // What is not there, or of another kind, meets nothing.
  [false, { field: 'reference', is: 'x' }],
  [false, { field: 'missing', atLeast: '0' }],
  [false, { field: 'role', atLeast: '0' }],
  [false, { field: 'count', below: '9' }],
  [false, { field: 'constructor.name', is: 'Object' }],
])('says %s to %j', (expected, condition) => {
  expect(compile(condition)(data)).toBe(expected);
});

it.each<[string, string, unknown]>([
  ['', 'must be a condition', null],
  ['', 'must be a condition', []],
  ['', 'must be all, any, not, or about a field', {}],
  ['', 'must be all, any, not, or about a field', { every: [] }],
  ['', 'must say one thing', { field: 'role', is: 'payee', in: ['payee'] }],
  ['/all', 'must be 1 to 100 conditions', { all: [] }],
  [
    '/any/1/field',
    'is no field of this event',
    {
      any: [
        { field: 'role', is: 'a' },
        { field: 'rule', is: 'a' },
      ],
    },
  ],
  ['/field', 'is no field of this event', { field: 7, is: 'a' }],
  ['/not/is', 'must be a string', { not: { field: 'role', is: 1 } }],
  ['/is', 'must be a boolean', { field: 'isNew', is: 'yes' }],
  ['/in', 'must be a list of 1 to 100', { field: 'role', in: [] }],
  ['/in', 'must each be a string', { field: 'role', in: ['a', null] }],
  ['/is', 'must be up to 200 whole characters without controls', { field: 'role', is: 'payee\0' }],
  ['/is', 'must be up to 200 whole characters without controls', { field: 'role', is: 'a'.repeat(201) }],
  ['/in', 'must each be up to 200 whole characters without controls', { field: 'role', in: ['payee', '\ud800'] }],
  ['/atLeast', 'must be digits, as text', { field: 'amount', atLeast: 5 }],
  ['/below', 'must be a number', { field: 'count', below: '5' }],
  ['/field', 'cannot be ordered', { field: 'isNew', below: 1 }],
  ['', 'must compare by is, in, atLeast or below', { field: 'role', above: 1 }],
  ['/not/not/not/not/not', 'must not be more than 5 deep', { not: { not: { not: { not: { not: { not: {} } } } } } }],
])('finds at %j: %s', (pointer, detail, condition) => {
  expect(problemsOf(condition, fields)).toEqual([{ pointer, detail }]);
});

it('refuses a condition nested without end and does not follow it', () => {
  let deep: unknown = { field: 'role', is: 'payee' };
  for (let depth = 0; depth < 50_000; depth++) deep = { not: deep };
  expect(problemsOf(deep, fields)).toHaveLength(1);
});

it('knows the fields of every event that may call for a message', () => {
  for (const type of triggerTypes) expect([type, fieldsOf(type).size > 0]).toEqual([type, true]);
  expect(Object.fromEntries(fieldsOf('sangam.notifications.preference-changed.v1'))).toEqual({
    purpose: 'text',
    channel: 'text',
    wanted: 'flag',
    source: 'text',
  });
  expect(fieldsOf('sangam.payments.transfer-posted.v1').get('context.deviceId')).toBe('text');
  expect(fieldsOf('sangam.devices.salary-credited.v1').get('ruleVersion')).toBe('number');
  expect(Object.keys(domainEvents)).toEqual(expect.arrayContaining(triggerTypes));
});

it('lets no message call for another one', () => {
  expect(triggerTypes.filter((type) => /notifications\.(opened|clicked|bounced|converted)/.test(type))).toEqual([]);
});
