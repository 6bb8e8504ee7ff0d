import type { CreatedResources } from './resources/create-resources.ts';
import type { Made } from './template/scope.ts';

export type CreatedResource = Made & { readonly type: string; readonly logicalId: string };

/** Finds what the templates call by logical ids, by its type and a part of its logical id. */
export type ResourceNames = {
  /**
   * @param part Of the logical id, in any case: `DeviceSms`
   * @throws Error when none, or more than one, fits
   */
  readonly one: (type: string, part?: string) => CreatedResource;
  readonly all: (type: string) => readonly CreatedResource[];
};

export function resourceNames(created: CreatedResources): ResourceNames {
  const all = (type: string) => [...created.values()].filter((each) => each.type === type);
  return {
    all,
    one: (type, part = '') => {
      const fits = all(type).filter(({ logicalId }) => logicalId.toLowerCase().includes(part.toLowerCase()));
      // `DeviceSms` is also a part of `DeviceSmsIndex`: the shortest id is the one that was meant.
      const [found, next] = fits.sort((a, b) => a.logicalId.length - b.logicalId.length);
      if (found === undefined || found.logicalId.length === next?.logicalId.length)
        throw new Error(
          `${fits.length === 0 ? 'no' : 'more than one'} ${type} is called ${part || 'so'}: there are ${
            all(type)
              .map(({ logicalId }) => logicalId)
              .join(', ') || 'none'
          }`,
        );
      return found;
    },
  };
}
