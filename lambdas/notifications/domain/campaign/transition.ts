import type { CampaignState } from '../../../contracts/api/campaigns.ts';

export type Command = 'start' | 'pause' | 'resume' | 'cancel';

/** Where a command leads from each state, and whether a new execution goes on from there. */
const moves: Readonly<Record<Command, { from: readonly CampaignState[]; to: CampaignState; runs: boolean }>> = {
  start: { from: ['draft'], to: 'scheduled', runs: true },
  // What runs sees it at its next page.
  pause: { from: ['scheduled', 'running'], to: 'paused', runs: false },
  resume: { from: ['paused'], to: 'scheduled', runs: true },
  // Somebody has to let go what waits, and to say that it ended. One that has asked for everybody still has messages on
  // their lane, or waiting for the morning.
  cancel: { from: ['draft', 'scheduled', 'running', 'paused', 'done'], to: 'cancelled', runs: true },
};

/** Where a campaign is that took the command before: said again, it changes nothing. */
const after: Readonly<Record<Command, readonly CampaignState[]>> = {
  start: ['scheduled', 'running', 'paused', 'done'],
  pause: ['paused'],
  resume: ['scheduled', 'running', 'done'],
  cancel: ['cancelled'],
};

export type Move =
  | { readonly kind: 'move'; readonly to: CampaignState; readonly runs: boolean }
  | { readonly kind: 'done-before'; readonly runs: boolean }
  | { readonly kind: 'refused' };

export function moveOf(state: CampaignState, command: Command): Move {
  const { from, to, runs } = moves[command];
  if (from.includes(state)) return { kind: 'move', to, runs };
  return after[command].includes(state) ? { kind: 'done-before', runs } : { kind: 'refused' };
}
