import { queueFilter, streamFilter } from '../../../../local/streams/filter/record-filter.ts';
import { UnsupportedMapping } from '../../../../local/streams/unsupported-mapping.ts';

const matches = (pattern: unknown, data: unknown, metadata: object = {}): boolean => {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return streamFilter([JSON.stringify(pattern)], () => metadata)({ data: Buffer.from(text).toString('base64') });
};
const rule = (wanted: unknown, value: unknown): boolean =>
  matches({ data: { field: [wanted] } }, value === undefined ? {} : { field: value });

describe('filter rules', () => {
  it.each([
    ['buy', 'buy', true],
    ['buy', 'Buy', false],
    [5, 5, true],
    [5, '5', false],
    [true, true, true],
    [null, null, true],
    [null, undefined, false],
    ['', '', true],
    [{ prefix: 'sangam.' }, 'sangam.devices', true],
    [{ prefix: 'sangam.' }, 'other', false],
    [{ prefix: { 'equals-ignore-case': 'SANGAM' } }, 'sangam.devices', true],
    [{ suffix: '.v1' }, 'x.v1', true],
    [{ suffix: '.v1' }, 'x.v2', false],
    [{ 'equals-ignore-case': 'BUY' }, 'buy', true],
    [{ 'anything-but': 'buy' }, 'sell', true],
    [{ 'anything-but': 'buy' }, 'buy', false],
    [{ 'anything-but': 'buy' }, undefined, false],
    [{ 'anything-but': ['buy', 'sell'] }, 'sell', false],
    [{ 'anything-but': [1, 2] }, 3, true],
    [{ 'anything-but': { prefix: 'b' } }, 'buy', false],
    [{ 'anything-but': { suffix: ['x', 'y'] } }, 'buy', false],
    [{ 'anything-but': { wildcard: 'b*y' } }, 'sell', true],
    [{ numeric: ['=', 5] }, 5, true],
    [{ numeric: ['>', 1, '<=', 5] }, 5, true],
    [{ numeric: ['>', 1, '<=', 5] }, 1, false],
    [{ numeric: ['>=', 1] }, '5', false],
    [{ exists: true }, 'x', true],
    [{ exists: true }, undefined, false],
    [{ exists: false }, undefined, true],
    [{ exists: false }, null, false],
    [{ wildcard: 'a*b*c' }, 'aXbYc', true],
    [{ wildcard: 'a*b*c' }, 'aXcYb', false],
    [{ wildcard: 'ab*ba' }, 'aba', false],
    [{ wildcard: '*.v1' }, 'x.v1', true],
    [{ wildcard: 'same' }, 'same', true],
  ])('%j over %j is %s', (wanted, value, expected) => {
    expect(rule(wanted, value)).toBe(expected);
  });

  it('takes any rule of a list, every field of an object, and any element of a list in the data', () => {
    expect(matches({ data: { type: ['a', 'b'] } }, { type: 'b' })).toBe(true);
    expect(matches({ data: { type: ['a'], sum: [{ numeric: ['>', 1] }] } }, { type: 'a', sum: 1 })).toBe(false);
    expect(matches({ data: { tags: ['x'] } }, { tags: ['y', 'x'] })).toBe(true);
    expect(matches({ data: { items: { id: [2] } } }, { items: [{ id: 1 }, { id: 2 }] })).toBe(true);
  });

  it('knows $or at any depth', () => {
    const pattern = { data: { $or: [{ type: ['a'] }, { sum: [{ numeric: ['>', 9] }] }] } };
    expect([{ type: 'a' }, { sum: 10 }, { sum: 9, type: 'b' }].map((data) => matches(pattern, data))).toEqual([
      true,
      true,
      false,
    ]);
    expect(
      matches({ $or: [{ partitionKey: ['asha'] }, { data: { x: [1] } }] }, 'no json', { partitionKey: 'asha' }),
    ).toBe(false);
  });

  it('looks at metadata without reading the data', () => {
    expect(matches({ partitionKey: [{ prefix: 'a' }] }, 'not json', { partitionKey: 'asha' })).toBe(true);
  });

  it('drops data that is not JSON when a pattern asks for data, even for a field that must not exist', () => {
    expect(matches({ data: { field: [{ exists: false }] } }, 'not json')).toBe(false);
  });

  it('sends a record that any of several patterns wants', () => {
    const filter = streamFilter(['{"data":{"a":[1]}}', '{"data":{"b":[1]}}'], () => ({}));
    expect(filter({ data: Buffer.from('{"b":1}').toString('base64') })).toBe(true);
  });

  it('compares a queue body as text where it is no JSON', () => {
    const text = queueFilter(['{"body":["hello"]}'], () => ({}));
    const json = queueFilter(['{"body":{"a":[1]}}'], () => ({}));
    expect([text({ body: 'hello' }), text({ body: 'bye' }), json({ body: '{"a":1}' }), json({ body: 'a' })]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it.each([
    [{ data: { a: [{ cidr: '10.0.0.0/8' }] } }, 'cidr'],
    [{ data: { a: [{ numeric: ['~', 1] }] } }, 'numeric'],
    [{ data: { a: [{ prefix: 5 }] } }, 'prefix'],
    [{ data: { a: 'not a list' } }, 'lists of rules'],
    [{ data: { a: [{ prefix: 'x', suffix: 'y' }] } }, 'one operator'],
    [{ $or: {} }, '\\$or'],
  ])('stops at %j with its name', (pattern, name) => {
    expect(() => matches(pattern, {})).toThrow(UnsupportedMapping);
    expect(() => matches(pattern, {})).toThrow(new RegExp(name));
  });
});

it('reads a record that several filters look at by the fields that each looks at', () => {
  const record = { data: Buffer.from('{"type":"a","to":{"name":"b"},"list":[1,2]}').toString('base64') };
  const passes = (pattern: unknown): boolean => streamFilter([JSON.stringify(pattern)], () => ({}))(record);
  expect(passes({ data: { type: ['a'] } })).toBe(true);
  expect(passes({ data: { type: ['b'] } })).toBe(false);
  expect(passes({ data: { to: { name: ['b'] } } })).toBe(true);
  expect(passes({ $or: [{ data: { list: [3] } }, { data: { list: [2] } }] })).toBe(true);
  expect(passes({ data: { toString: [{ exists: true }] } })).toBe(false);
});
