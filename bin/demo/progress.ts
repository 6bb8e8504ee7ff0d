import { Presets, SingleBar } from 'cli-progress';

const workers = 6;

/** Does all tasks, six at a time, and shows how far they are. @param total what the tasks' ticks add up to */
export async function withBar(
  title: string,
  { unit, total }: { readonly unit: string; readonly total: number },
  tasks: readonly ((tick: (count: number) => void) => Promise<void>)[],
): Promise<void> {
  const bar = new SingleBar(
    { format: `${title.padEnd(18)} {bar} {value}/{total} ${unit}, {duration_formatted}`, hideCursor: true },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  const left = tasks.toReversed();
  const worker = async (): Promise<void> => {
    for (let task = left.pop(); task !== undefined; task = left.pop()) await task((count) => bar.increment(count));
  };
  try {
    await Promise.all(Array.from({ length: workers }, worker));
  } finally {
    bar.stop();
  }
}
