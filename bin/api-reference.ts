/** Writes docs/api.md from the schemas of the API. A test says when it is out of date. */
import { writeFileSync } from 'node:fs';
import { routes } from '../lambdas/contracts/api/routes.ts';
import { markdownOf } from '../lambdas/edge/domain/markdown.ts';
import { openApiOf } from '../lambdas/edge/domain/openapi.ts';

const file = new URL('../docs/api.md', import.meta.url);
writeFileSync(file, markdownOf(openApiOf(routes)));
console.log('wrote docs/api.md');
