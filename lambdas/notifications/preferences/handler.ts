import { z } from 'zod';
import { type Preferences, preferencesRequest } from '../../contracts/api/preferences.ts';
import type { Clock } from '../../shared/clock.ts';
import { customerOf } from '../../shared/customer-of.ts';
import { type HttpHandler, type HttpHandlerDeps, makeHttpHandler, type Reply } from '../../shared/http.ts';
import type { Publish } from '../../shared/publish.ts';
import type { PreferencesOf } from '../adapters/preferences-table.ts';
import { eventOfPreference } from '../domain/tracking/changed-preference.ts';

export type PreferencesDeps = HttpHandlerDeps & {
  readonly preferences: PreferencesOf;
  readonly publish: Publish;
  readonly now: Clock;
};

const noQuery = z.strictObject({});

/**
 * Keeps what customers want and do not, and tells it. Told after it is kept: who gets no answer asks again, and then the
 * same is told under the same ids.
 */
export function makePreferences({ preferences, publish, now, ...deps }: PreferencesDeps): HttpHandler {
  async function show(customerId: string): Promise<Reply> {
    const all = await preferences.all(customerId);
    const body: Preferences = { customerId, preferences: all.map(({ customerId: _, ...said }) => said) };
    return { status: 200, body };
  }

  return makeHttpHandler(deps, async (request) => {
    request.query(noQuery);
    const customerId = customerOf(request, ['customers/write']);
    if (request.route.startsWith('GET')) return show(customerId);
    const { changes } = request.json(preferencesRequest);
    const source = request.route.includes('{customerId}') ? 'server' : 'app';
    const said = await preferences.put(customerId, changes, source, now().toISOString());
    await publish(said.map(eventOfPreference));
    deps.meter.count('PreferencesSaid', said.length);
    return show(customerId);
  });
}
