import { type CompiledTemplate, compileTemplate } from '../domain/template/compile.ts';
import type { TemplateTable } from './templates-table.ts';

/** @returns `undefined` without such a version */
export type CompiledTemplateOf = (id: string, version: number) => Promise<CompiledTemplate | undefined>;

/** Campaigns use a few at a time. */
const maxKept = 200;

/** Each version is read and parsed once; it never changes. */
export function compiledTemplates(get: TemplateTable['get'], kept = maxKept): CompiledTemplateOf {
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
