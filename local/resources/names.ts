import { createHash } from 'node:crypto';

export type Named = { readonly stackName: string; readonly logicalId: string };

/** A name that is the same at every start; cut and made unique by a digest when it is too long for its service. */
export function physicalName({ stackName, logicalId }: Named, maxLength: number): string {
  const full = `${stackName}-${logicalId}`;
  return full.length <= maxLength ? full : `${full.slice(0, maxLength - 9)}-${digestOf(full).slice(0, 8)}`;
}

/** An id in the shape of a UUID that is the same at every start. */
export function uuidOf({ stackName, logicalId }: Named): string {
  const hex = digestOf(`${stackName}/${logicalId}`);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** Letters and digits, for ids that services make up. */
export const shortId = ({ stackName, logicalId }: Named, length: number): string =>
  digestOf(`${stackName}/${logicalId}`).slice(0, length);

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
