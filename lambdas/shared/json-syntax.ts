const isSpace = (c: string): boolean => c === ' ' || c === '\n' || c === '\r' || c === '\t';
const isDigit = (c: string): boolean => c >= '0' && c <= '9' && c.length === 1;
const literals = ['true', 'false', 'null'];

/**
 * Where a text stops being JSON, for whoever has to mend it: JavaScript's parser tells the place seldom, and quotes the
 * text instead, which may be what nobody must see.
 * @returns the index of the first character that cannot be there, the text's length when it ends too early, `undefined`
 * when it is JSON
 */
export function syntaxErrorAt(text: string): number | undefined {
  /** What closes the objects and arrays that are open. */
  const closers: string[] = [];
  let expected: 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'next' = 'value';
  let at = 0;
  for (;;) {
    while (isSpace(text.charAt(at))) at++;
    const c = text.charAt(at);
    const closer = closers.at(-1);
    if (c === '') return expected === 'next' && closer === undefined ? undefined : at;
    const mayEnd = expected === 'next' || expected.endsWith('or end');
    if (mayEnd && c === closer) {
      closers.pop();
      expected = 'next';
      at++;
    } else if (expected === 'next') {
      if (c !== ',' || closer === undefined) return at;
      expected = closer === '}' ? 'key' : 'value';
      at++;
    } else if (expected === 'colon') {
      if (c !== ':') return at;
      expected = 'value';
      at++;
    } else if (expected.startsWith('key')) {
      if (c !== '"') return at;
      const { end, isBroken } = stringAt(text, at);
      if (isBroken) return end;
      expected = 'colon';
      at = end;
    } else if (c === '{' || c === '[') {
      closers.push(c === '{' ? '}' : ']');
      expected = c === '{' ? 'key or end' : 'value or end';
      at++;
    } else {
      const { end, isBroken } = scalarAt(text, at);
      if (isBroken) return end;
      expected = 'next';
      at = end;
    }
  }
}

/** Behind a scalar, or where it breaks. */
type Scanned = { readonly end: number; readonly isBroken: boolean };

function scalarAt(text: string, from: number): Scanned {
  const c = text.charAt(from);
  if (c === '"') return stringAt(text, from);
  if (c === '-' || isDigit(c)) return numberAt(text, from);
  const literal = literals.find((each) => each.startsWith(c)) ?? '';
  let end = from;
  while (end - from < literal.length && text.charAt(end) === literal.charAt(end - from)) end++;
  return { end, isBroken: literal === '' || end - from < literal.length };
}

function stringAt(text: string, from: number): Scanned {
  for (let at = from + 1; ; at++) {
    const c = text.charAt(at);
    if (c === '"') return { end: at + 1, isBroken: false };
    if (c === '' || c < ' ') return { end: at, isBroken: true };
    if (c !== '\\') continue;
    at++;
    if (text.charAt(at) === 'u') {
      const last = at + 4;
      while (at < last) if (!/[0-9a-fA-F]/.test(text.charAt(++at))) return { end: at, isBroken: true };
    } else if (!'"\\/bfnrt'.includes(text.charAt(at)) || text.charAt(at) === '') return { end: at, isBroken: true };
  }
}

function numberAt(text: string, from: number): Scanned {
  let at = text.charAt(from) === '-' ? from + 1 : from;
  /** Whether there was a digit. */
  const digits = (): boolean => {
    const start = at;
    while (isDigit(text.charAt(at))) at++;
    return at > start;
  };
  if (text.charAt(at) === '0') at++;
  else if (!digits()) return { end: at, isBroken: true };
  if (text.charAt(at) === '.') {
    at++;
    if (!digits()) return { end: at, isBroken: true };
  }
  if (text.charAt(at).toLowerCase() === 'e') {
    at++;
    if (text.charAt(at) === '+' || text.charAt(at) === '-') at++;
    if (!digits()) return { end: at, isBroken: true };
  }
  return { end: at, isBroken: false };
}
