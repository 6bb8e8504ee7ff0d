import fc from 'fast-check';
import { type Segment, segment } from '../../lambdas/contracts/api/segment.ts';
import { type SegmentField, segmentFields } from '../../lambdas/contracts/segment-fields.ts';

const word = fc.stringMatching(/^[\x21-\x7e]{1,60}$/);
const sum = fc.record({
  minor: fc.bigInt(-(10n ** 17n), 10n ** 17n).map(String),
  currency: fc.constantFrom('INR', 'USD'),
});
const order = fc.constantFrom('eq', 'ne', 'lt', 'le', 'gt', 'ge');

function comparisonOf(field: SegmentField): fc.Arbitrary<unknown> {
  const known = fc.constant({ field, op: 'known' });
  const of = (op: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>) =>
    fc.record({ field: fc.constant(field), op, value });
  if (field === 'customer.channels')
    return fc.oneof(known, of(fc.constant('has'), fc.constantFrom('push', 'sms', 'email', 'inbox')));
  switch (segmentFields[field]) {
    case 'money':
      return fc.oneof(known, of(order, sum));
    case 'number':
      return fc.oneof(known, of(order, fc.double({ min: -1e9, max: 1e9, noNaN: true })));
    case 'set':
      return fc.oneof(known, of(fc.constant('has'), word));
    case 'text':
      return fc.oneof(
        known,
        of(fc.constantFrom('eq', 'ne'), word),
        of(fc.constant('in'), fc.array(word, { minLength: 1, maxLength: 3 })),
      );
  }
}

const comparison = fc.oneof(...(Object.keys(segmentFields) as SegmentField[]).map(comparisonOf));
const around = (inside: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => {
  const members = fc.array(inside, { minLength: 1, maxLength: 3 });
  return fc.oneof(comparison, fc.record({ all: members }), fc.record({ any: members }), fc.record({ not: inside }));
};

/** Segments that the schema takes. */
export const segments: fc.Arbitrary<Segment> = around(around(around(comparison))).map((each) => segment.parse(each));
