/** Where a shard's checkpoint may stand: after the last record before which every other is done too. */
export type Progress = {
  /** Notes a record that was read; records come in the order of the shard. */
  readonly begin: (sequenceNumber: string) => void;
  /** Marks records as done; returns the new checkpoint when it moved. */
  readonly finish: (sequenceNumbers: readonly string[]) => string | undefined;
  /** Records that were read and are not done. */
  readonly open: () => number;
};

export function makeProgress(): Progress {
  const order: string[] = [];
  const done = new Set<string>();
  let open = 0;
  let head = 0;

  return {
    begin: (sequenceNumber) => {
      order.push(sequenceNumber);
      open += 1;
    },
    finish: (sequenceNumbers) => {
      for (const sequenceNumber of sequenceNumbers) done.add(sequenceNumber);
      open -= sequenceNumbers.length;
      let checkpoint: string | undefined;
      for (let next = order[head]; next !== undefined && done.delete(next); next = order[head]) {
        checkpoint = next;
        head += 1;
      }
      if (head > 4096 && head * 2 > order.length) {
        order.splice(0, head);
        head = 0;
      }
      return checkpoint;
    },
    open: () => open,
  };
}
