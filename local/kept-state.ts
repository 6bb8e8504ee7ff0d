import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptCustomResource } from './resources/world.ts';

type State = { readonly customResources: Readonly<Record<string, KeptCustomResource>> };

export type KeptState = {
  readonly kept: (id: string) => KeptCustomResource | undefined;
  readonly keep: (id: string, resource: KeptCustomResource) => void;
  readonly forget: (id: string) => void;
  readonly ids: () => readonly string[];
};

/** What the cloud remembers between two starts, in `state.json` of the data folder. */
export function openState(dataDir: string): KeptState {
  const path = join(dataDir, 'state.json');
  let state: State = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as State) : { customResources: {} };
  const save = (customResources: State['customResources']): void => {
    state = { customResources };
    // Renamed into place, so that a cut leaves the old state or the new one.
    writeFileSync(`${path}.next`, JSON.stringify(state, null, 2));
    renameSync(`${path}.next`, path);
  };
  return {
    kept: (id) => state.customResources[id],
    keep: (id, resource) => save({ ...state.customResources, [id]: resource }),
    forget: (id) => {
      const { [id]: _, ...others } = state.customResources;
      save(others);
    },
    ids: () => Object.keys(state.customResources),
  };
}
