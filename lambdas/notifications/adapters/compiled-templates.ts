import type { Template } from '../../contracts/api/templates.ts';
import { type CompiledTemplate, compileTemplate } from '../domain/template/compile.ts';

/** @returns `undefined` without such a version */
export type CompiledTemplateOf = (id: string, version: number) => Promise<CompiledTemplate | undefined>;

/** Whoever has no room for the whole table needs no more of it. */
export type DefinitionOf = (id: string, version: number) => Promise<Pick<Template, 'definition'> | undefined>;

/** Campaigns use a few at a time. */
const maxKept = 200;

/** Each version is read and parsed once; it never changes. */
export function compiledTemplates(get: DefinitionOf, kept = maxKept): CompiledTemplateOf {
  const known = new Map<string, CompiledTemplate>();
  return async (id, version) => {
    const key = `${id} ${version}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const template = await get(id, version);
    if (template === undefined) return undefined;
    const compiled = compileTemplate(template.definition);
    for (const oldest of known.keys()) if (known.size >= kept) known.delete(oldest);
    known.set(key, compiled);
    return compiled;
  };
}
