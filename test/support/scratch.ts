import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const memory = '/dev/shm';
/** Several times what all test files write that run at the same time. */
const roomBytes = 4 * 1024 ** 3;

function isRoomy(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= roomBytes;
}

/**
 * Where data of tests lies: in memory where Linux has room for it. A database is 1,500 files, and on a disk it takes
 * longer to make and drop them than to test.
 */
export const scratch: string = isRoomy(memory) ? memory : tmpdir();
