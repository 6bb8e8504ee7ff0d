import type { StandIn } from './call.ts';
import { startLibrary } from './library-thread.ts';

/** DynamoDB by dynalite, kept under `path`. Tables are there at once. */
export const startDynamodb = (path: string): Promise<StandIn> => startLibrary({ library: 'dynalite', path });
