import type { Rewrite } from './rewrite.ts';

const schemas = 'zod/v4/classic/schemas.js';

/** @param called every method that a source of ours calls on anything but `z` itself */
export const rewritesOfZod = (called: ReadonlySet<string>): readonly Rewrite[] => [
  // Every schema can describe itself as JSON Schema, with 20 KB of code behind it. The API's reference is the only one
  // to ask for that, and it is made while bundling.
  { files: schemas, find: /^ +inst\._zod\.processJSONSchema = .*;$/gm, write: '' },
  { files: schemas, find: /^ +toJSONSchema\(params\) \{\s+return .*;\s+\},$/gm, write: '' },
  {
    files: schemas,
    find: /^ +jsonSchema: \{\s+input: createStandard.*\s+output: createStandard.*\s+\},$/gm,
    write: '',
  },
  {
    // The old way to ask for a format, `z.string().email()`, brings all formats with every string. `z.email()` does not.
    files: schemas,
    find: /^ +(\w+)\(params\) \{\s+return this\.check\(core\._\w+\(Zod\w+, params\)\);\s+\},$/gm,
    write: (method, name = '') => (called.has(name) ? method : ''),
  },
];
