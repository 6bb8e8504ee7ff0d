import fc from 'fast-check';
import { syntaxErrorAt } from '../../../lambdas/shared/json-syntax.ts';

/** What JavaScript's own parser says: whether it is JSON and, where it tells, at which position it is not. */
function verdictOf(text: string): { readonly isJson: boolean; readonly position: number | undefined } {
  try {
    JSON.parse(text);
    return { isJson: true, position: undefined };
  } catch (error) {
    const [, position] = /at position (\d+) \(line \d+ column \d+\)$/.exec(String(error)) ?? [];
    if (String(error).endsWith('Unexpected end of JSON input')) return { isJson: false, position: text.length };
    return { isJson: false, position: position === undefined ? undefined : Number(position) };
  }
}

/** JSON with a few characters removed, replaced or put in. */
const almostJson = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.array(fc.record({ at: fc.nat(200), cut: fc.nat(2), put: fc.constantFrom(...'{}[]",:\\u01e.-+tn\n x', '') }), {
      maxLength: 3,
    }),
  )
  .map(([text, edits]) =>
    edits.reduce((edited, { at, cut, put }) => edited.slice(0, at) + put + edited.slice(at + cut), text),
  );

it('finds where a text stops being JSON exactly as the parser does', () => {
  fc.assert(
    fc.property(
      fc.oneof(almostJson, fc.string({ unit: fc.constantFrom(...'{}[]",:\\u01e.-+ \n'), maxLength: 12 })),
      (text) => {
        const { isJson, position } = verdictOf(text);
        const found = syntaxErrorAt(text);
        expect(found === undefined).toBe(isJson);
        if (position !== undefined) expect(found).toBe(position);
      },
    ),
    { numRuns: 5000 },
  );
});

it.each([
  ['', 0],
  ['{"a":x}', 5],
  ['[1,]', 3],
  ['{"a":1} {}', 8],
  ["{'a':1}", 1],
  ['{"a":tru}', 8],
  ['[NaN]', 1],
])('says where %j breaks', (text, at) => {
  expect(syntaxErrorAt(text)).toBe(at);
});

it('is as good for a text of millions of brackets', () => {
  expect(syntaxErrorAt('['.repeat(3_000_000))).toBe(3_000_000);
  expect(syntaxErrorAt(`"${'\\n'.repeat(2_000_000)}`)).toBe(4_000_001);
});
