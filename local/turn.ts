import { setTimeout as sleep } from 'node:timers/promises';

/** SQLite's word for a file that another holds. */
const busy = 5;

/**
 * Waits until the file is ours to hold, of all processes that want it. The system lets go of it when its holder dies,
 * however that was: a note of who holds it would outlive a Ctrl-C. The file stays.
 * @returns what lets the next one have it
 */
export async function turnOf(file: string): Promise<() => void> {
  // Here, because Node warns of it wherever it is loaded.
  const { DatabaseSync } = await import('node:sqlite');
  const held = new DatabaseSync(file, { open: false });
  try {
    held.open();
  } catch (error) {
    throw new Error(`${file} can't be opened: ${error instanceof Error ? error.message : String(error)}`);
  }
  for (;;) {
    try {
      held.exec('BEGIN EXCLUSIVE');
      return () => held.close();
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== busy) {
        held.close();
        throw error;
      }
      await sleep(100);
    }
  }
}
