import type { StandIn } from './call.ts';
import { type LibraryOptions, startLibrary } from './library-thread.ts';

/** DynamoDB by dynalite, kept under `path`. Tables are there at once. */
export const startDynamodb = (options: Omit<LibraryOptions, 'library'>): Promise<StandIn> =>
  startLibrary({ library: 'dynalite', ...options });
