/** Where `:name` is not a placeholder: strings, quoted names, comments and dollar-quoted bodies. Each is linear to find. */
function skipped(sql: string, at: number): number {
  const two = sql.slice(at, at + 2);
  if (two === '--') return endOf(sql, '\n', at + 2);
  if (two === '/*') return endOfComment(sql, at);
  const char = sql[at];
  if (char === "'" || char === '"') {
    const escapes = char === "'" && /[eE]/.test(sql[at - 1] ?? '') && !/\w/.test(sql[at - 2] ?? '');
    return endOfQuoted(sql, at, char, escapes);
  }
  if (char === '$' && !/\w/.test(sql[at - 1] ?? '')) {
    const [tag] = /^\$(?:[A-Za-z_]\w*)?\$/.exec(sql.slice(at, at + 66)) ?? [];
    if (tag !== undefined) return endOf(sql, tag, at + tag.length);
  }
  return at;
}

function endOf(sql: string, mark: string, from: number): number {
  const found = sql.indexOf(mark, from);
  return found === -1 ? sql.length : found + mark.length;
}

function endOfQuoted(sql: string, start: number, quote: string, escapes: boolean): number {
  for (let at = start + 1; at < sql.length; at++) {
    if (escapes && sql[at] === '\\') at++;
    else if (sql[at] === quote) {
      if (sql[at + 1] !== quote) return at + 1;
      at++;
    }
  }
  return sql.length;
}

/** PostgreSQL's comments nest. */
function endOfComment(sql: string, start: number): number {
  let depth = 0;
  for (let at = start; at < sql.length; at++) {
    const two = sql.slice(at, at + 2);
    if (two === '/*') depth++;
    else if (two === '*/') depth--;
    else continue;
    at++;
    if (depth === 0) return at + 1;
  }
  return sql.length;
}

/** The same statement with each `:name` replaced by what `replace` gives for it; `::casts` stay. */
export function replacePlaceholders(sql: string, replace: (name: string) => string): string {
  let out = '';
  let copied = 0;
  for (let at = 0; at < sql.length; ) {
    const after = skipped(sql, at);
    if (after > at) {
      at = after;
      continue;
    }
    if (sql[at] !== ':') {
      at++;
      continue;
    }
    if (sql[at + 1] === ':') {
      at += 2;
      continue;
    }
    const [name] = /^[A-Za-z_]\w*/.exec(sql.slice(at + 1, at + 130)) ?? [];
    if (name === undefined) {
      at++;
      continue;
    }
    out += sql.slice(copied, at) + replace(name);
    at += 1 + name.length;
    copied = at;
  }
  return out + sql.slice(copied);
}
