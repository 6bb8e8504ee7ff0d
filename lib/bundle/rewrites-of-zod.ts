import type { Rewrite } from './rewrite.ts';

const schemas = 'zod/v4/classic/schemas.js';

/**
 * Every schema can describe itself as JSON Schema, with 20 KB of code behind it. The API's reference is the only one to
 * ask for that, and it is made while bundling.
 */
export const rewritesOfZod: readonly Rewrite[] = [
  { files: schemas, find: /^ +inst\._zod\.processJSONSchema = .*;$/gm, write: '' },
  { files: schemas, find: /^ +toJSONSchema\(params\) \{\s+return .*;\s+\},$/gm, write: '' },
  {
    files: schemas,
    find: /^ +jsonSchema: \{\s+input: createStandard.*\s+output: createStandard.*\s+\},$/gm,
    write: '',
  },
];
