import fc from 'fast-check';
import {
  diffPackages,
  fromCsv,
  normalisePackages,
  toCsv,
} from '../../../../../lambdas/devices/domain/apps/packages.ts';

const names = fc.uniqueArray(fc.constantFrom('com.a.a', 'com.b.b', 'com.c.c', 'com.d.d', 'com.e.e'));

describe('packages', () => {
  it('are sorted, distinct and names that a package can have', () => {
    expect(normalisePackages(['com.b.b', 'a', 'com.a.a', 'com.b.b', 'com..x', '1.a', 'com.a,b'])).toEqual([
      'com.a.a',
      'com.b.b',
    ]);
  });

  it('go to csv and back', () => {
    fc.assert(fc.property(names, (list) => expect(fromCsv(toCsv(list))).toEqual(list)));
  });

  it('differ by what brings one list to the other', () => {
    fc.assert(
      fc.property(names, names, (before, after) => {
        const { installed, removed } = diffPackages(before, after);
        const kept = before.filter((name) => !removed.includes(name));
        expect(normalisePackages([...kept, ...installed])).toEqual(normalisePackages(after));
      }),
    );
  });
});
