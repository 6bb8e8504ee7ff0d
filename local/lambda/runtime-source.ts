import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

/**
 * The runtime as JavaScript, made once for all workers: each of them would take as long to strip its types as it takes
 * to start.
 */
export const runtimeSource = stripTypeScriptTypes(readFileSync(new URL('./runtime.ts', import.meta.url), 'utf8'));
