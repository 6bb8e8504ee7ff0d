import { LiquidError, type Template, type Variable } from 'liquidjs';
import { type EngineName, engines, type Globals, WrongFilter } from './engine.ts';

/** Where a text is wrong, and how; nothing of the text is repeated. `place` is `line:column`. */
export class TextProblem extends Error {
  constructor(detail: string, place?: string) {
    super(place === undefined ? detail : `at ${place}: ${detail}`);
  }
}

/** What a template knows, by name. */
export type Names = { readonly variables: ReadonlySet<string>; readonly links: ReadonlySet<string> };

/** A text that was parsed once, and what it uses. */
export type Text = {
  readonly engine: EngineName;
  readonly parsed: Template[];
  readonly uses: Names;
};

/** What a rendering reads; `link` by name of the link. */
export type Scope = Readonly<Record<string, unknown>>;

/** Deeply nested text would use up the stack. */
const maxMarks = 300;

/** @throws TextProblem when it is no Liquid, or says what it may not */
export function parseText(source: string, engine: EngineName): Text {
  if ((source.match(/\{[{%]/g)?.length ?? 0) > maxMarks) throw new TextProblem(`has more than ${maxMarks} marks`);
  try {
    const parsed = engines[engine].parse(source);
    return { engine, parsed, uses: usesOf(parsed, engine) };
  } catch (error) {
    throw problemOf(error);
  }
}

function usesOf(parsed: Template[], engine: EngineName): Names {
  const variables = new Set<string>();
  const links = new Set<string>();
  const { globals } = engines[engine].analyzeSync(parsed, { partials: false });
  for (const { segments, location } of Object.values(globals).flat()) {
    const place = `${location.row}:${location.col}`;
    const [root, ...path] = segments;
    if (root === 'link') links.add(linkOf(path, place));
    else if (typeof root !== 'string' || path.length > 0) throw new TextProblem('values have no parts', place);
    else variables.add(root);
  }
  return { variables, links };
}

function linkOf([name, ...rest]: Variable['segments'], place: string): string {
  if (typeof name === 'string' && rest.length === 0) return name;
  throw new TextProblem('a link is named as link.<name>', place);
}

/** The first place that uses what the template does not know. */
export function firstUnknown({ parsed, engine }: Text, known: Names): TextProblem | undefined {
  const { globals } = engines[engine].analyzeSync(parsed, { partials: false });
  for (const { segments, location } of Object.values(globals).flat()) {
    const place = `${location.row}:${location.col}`;
    const [root, name] = segments.map(String);
    if (root === 'link' && !known.links.has(name ?? '')) return new TextProblem('this link is not declared', place);
    if (root !== 'link' && !known.variables.has(root ?? ''))
      return new TextProblem('this variable is not declared', place);
  }
  return undefined;
}

/** Runs the parsed text; nothing in it is asynchronous. */
export const renderText = ({ engine, parsed }: Text, scope: Scope, globals: Globals): string =>
  engines[engine].renderSync(parsed, scope, { globals }) as string;

const kinds: readonly (readonly [RegExp, string])[] = [
  [/undefined filter/, 'there is no such filter'],
  [/tag ".*" not found/s, 'there is no such tag'],
  [/not closed/, 'this is not closed'],
  [/limit exceeded/, 'is too large'],
];

/** Liquid's own words repeat what is wrong. */
export function problemOf(error: unknown): TextProblem {
  if (error instanceof TextProblem) return error;
  if (!LiquidError.is(error)) return new TextProblem('cannot be read');
  const [row, column] = error.token.getPosition();
  const { originalError: cause, message } = error;
  const detail = cause instanceof WrongFilter ? cause.message : kinds.find(([pattern]) => pattern.test(message))?.[1];
  return new TextProblem(detail ?? 'is no Liquid', `${row}:${column}`);
}
