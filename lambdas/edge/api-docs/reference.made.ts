import { routes } from '../../contracts/api/routes.ts';
import { pack } from '../../shared/packed-text.ts';
import { openApiOf } from '../domain/openapi.ts';
import { pageOf } from '../domain/page.ts';

/** Made while bundling (lib/bundle/made-while-bundling.ts): schemas describe themselves there only. */
const api = openApiOf(routes);

export const json = pack(JSON.stringify(api));
export const page = pack(pageOf(api));
