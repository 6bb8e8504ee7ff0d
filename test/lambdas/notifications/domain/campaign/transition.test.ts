import { campaignState } from '../../../../../lambdas/contracts/api/campaigns.ts';
import { type Command, moveOf } from '../../../../../lambdas/notifications/domain/campaign/transition.ts';

const table: Readonly<Record<Command, Readonly<Record<string, string>>>> = {
  start: { draft: 'scheduled', scheduled: '=', running: '=', paused: '=', done: '=' },
  pause: { scheduled: 'paused', running: 'paused', paused: '=' },
  resume: { paused: 'scheduled', scheduled: '=', running: '=', done: '=' },
  cancel: {
    draft: 'cancelled',
    scheduled: 'cancelled',
    running: 'cancelled',
    paused: 'cancelled',
    done: 'cancelled',
    cancelled: '=',
  },
};

it.each(
  (Object.keys(table) as Command[]).flatMap((command) =>
    campaignState.options.map((state) => [command, state, table[command][state]] as const),
  ),
)('%s of a campaign that is %s', (command, state, expected) => {
  const move = moveOf(state, command);
  if (expected === undefined) expect(move.kind).toBe('refused');
  else if (expected === '=') expect(move.kind).toBe('done-before');
  else expect(move).toMatchObject({ kind: 'move', to: expected });
});
