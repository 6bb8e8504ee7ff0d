import type { ProblemKind } from './problem.ts';

/** What any route with a body may answer. */
export const wrongBody: readonly ProblemKind[] = [
  'malformed-json',
  'malformed-encoding',
  'invalid-request',
  'too-large',
  'unsupported-media-type',
  'unsupported-encoding',
];
