import fc from 'fast-check';
import { type Members, meet, metSince } from '../../../../../lambdas/screening/domain/windows/members.ts';

type Meeting = { readonly who: string; readonly atMs: number };
const anyMeetings = fc.array(
  fc.record({ who: fc.constantFrom('a', 'b', 'c', 'd', 'e'), atMs: fc.integer({ min: 0, max: 20 }) }),
  { maxLength: 30 },
);
const membersOf = (meetings: readonly Meeting[], max: number): Members =>
  meetings.reduce<Members>((members, { who, atMs }) => meet(members, who, atMs, max), []);

describe('members', () => {
  it('are counted as by hand while there is room for all', () => {
    fc.assert(
      fc.property(anyMeetings, fc.integer({ min: -1, max: 20 }), (meetings, since) => {
        const met = new Set(meetings.filter(({ atMs }) => atMs > since).map(({ who }) => who));
        expect(metSince(membersOf(meetings, 5), since)).toBe(met.size);
        expect(metSince(membersOf(meetings, 5), since, 'a')).toBe(met.add('a').size);
      }),
    );
  });

  it('are those met last, in whatever order the meetings are told', () => {
    const shuffled = anyMeetings.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([meetings, other]) => {
        const who = (members: Members) => members.map(([digest, , lastMs]) => [digest, lastMs]);
        expect(who(membersOf(other, 3))).toEqual(who(membersOf(meetings, 3)));
        expect(membersOf(meetings, 3).length).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('remember the first and the last meeting', () => {
    const meetings = [5, 9, 2].map((atMs) => ({ who: 'a', atMs }));
    expect(membersOf(meetings, 3)).toEqual([['a', 2, 9]]);
  });
});
