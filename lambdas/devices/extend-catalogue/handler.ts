import { z } from 'zod';
import { cataloguePath, catalogueRequest } from '../../contracts/api/apps.ts';
import { type HttpHandler, type HttpHandlerDeps, makeHttpHandler } from '../../shared/http.ts';
import type { SaveEntry } from '../adapters/catalogue-entries.ts';

export type ExtendCatalogueDeps = HttpHandlerDeps & { readonly save: SaveEntry };

const noQuery = z.strictObject({});

/** Takes in the category of an app from operators. It counts for snapshots from a minute on; what is counted stays. */
export const makeExtendCatalogue = ({ save, ...deps }: ExtendCatalogueDeps): HttpHandler =>
  makeHttpHandler(deps, async (request) => {
    request.query(noQuery);
    const entry = { ...request.path(cataloguePath), ...request.json(catalogueRequest) };
    await save(entry);
    deps.log.info('catalogue.extended', { package: entry.package, category: entry.category });
    return { status: 200, body: entry };
  });
