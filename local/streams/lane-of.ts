/**
 * The lane of a partition key: the same key always takes the same lane, which is what keeps its records in order.
 * @param lanes How many there are, at least 1.
 */
export function laneOf(partitionKey: string, lanes: number): number {
  if (lanes === 1) return 0;
  let hash = 0x811c9dc5; // FNV-1a
  for (let at = 0; at < partitionKey.length; at += 1) {
    hash = Math.imul(hash ^ partitionKey.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0) % lanes;
}
