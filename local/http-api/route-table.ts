/** The route of a request and the path variables in it, percent-decoded. */
export type RouteMatch<Route> = { readonly route: Route; readonly pathParameters: Readonly<Record<string, string>> };

export type RouteTable<Route> = {
  /** @param path Without the stage, percent-encoded as it came. */
  readonly match: (method: string, path: string) => RouteMatch<Route> | undefined;
};

type Compiled<Route> = {
  readonly route: Route;
  readonly method: string;
  readonly segments: readonly Segment[];
};

type Segment = { readonly kind: 'text' | 'variable' | 'greedy'; readonly name: string };

/**
 * Compiles routes. The most specific path wins, segment by segment (text, then variable, then greedy variable); of equal
 * paths the one for the method wins over `ANY`; `$default` takes what nobody else does.
 */
export function makeRouteTable<Route extends { readonly routeKey: string }>(
  routes: readonly Route[],
): RouteTable<Route> {
  const fallback = routes.find(({ routeKey }) => routeKey === '$default');
  const compiled = routes
    .filter((route) => route !== fallback)
    .map(compile)
    .sort(bySpecificity);
  return {
    match: (method, path) => {
      const parts = splitPath(path);
      for (const candidate of compiled) {
        if (candidate.method !== 'ANY' && candidate.method !== method) continue;
        const pathParameters = matchSegments(candidate.segments, parts);
        if (pathParameters !== undefined) return { route: candidate.route, pathParameters };
      }
      return fallback && { route: fallback, pathParameters: {} };
    },
  };
}

function compile<Route extends { readonly routeKey: string }>(route: Route): Compiled<Route> {
  const [method = '', path = ''] = route.routeKey.split(' ');
  const segments = splitPath(path).map((part): Segment => {
    const [, name, greedy] = /^\{([^+}]+)(\+?)\}$/.exec(part) ?? [];
    if (name === undefined) return { kind: 'text', name: part };
    return { kind: greedy === '+' ? 'greedy' : 'variable', name };
  });
  return { route, method, segments };
}

const rank = { text: 0, variable: 1, greedy: 2 } as const;

function bySpecificity(left: Compiled<unknown>, right: Compiled<unknown>): number {
  const depth = Math.max(left.segments.length, right.segments.length);
  for (let at = 0; at < depth; at += 1) {
    const [a, b] = [left.segments[at], right.segments[at]];
    const difference = (a === undefined ? 3 : rank[a.kind]) - (b === undefined ? 3 : rank[b.kind]);
    if (difference !== 0) return difference;
  }
  return Number(left.method === 'ANY') - Number(right.method === 'ANY');
}

function matchSegments(segments: readonly Segment[], parts: readonly string[]): Record<string, string> | undefined {
  const variables: Record<string, string> = {};
  for (const [at, segment] of segments.entries()) {
    const part = parts[at];
    if (part === undefined) return undefined;
    if (segment.kind === 'greedy') {
      variables[segment.name] = parts.slice(at).map(decoded).join('/');
      return variables;
    }
    if (segment.kind === 'variable') {
      if (part === '') return undefined;
      variables[segment.name] = decoded(part);
    } else if (segment.name !== part && segment.name !== decoded(part)) {
      return undefined;
    }
  }
  return segments.length === parts.length ? variables : undefined;
}

function splitPath(path: string): readonly string[] {
  return path.replace(/^\//, '').split('/');
}

/** What is not valid percent-encoding is taken as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
