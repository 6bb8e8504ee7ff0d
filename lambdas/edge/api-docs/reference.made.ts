import { routes } from '../../contracts/api/routes.ts';
import { openApiOf } from '../domain/openapi.ts';

/** Made while bundling (lib/bundle/made-while-bundling.ts): schemas describe themselves there only. */
export const api = openApiOf(routes);
