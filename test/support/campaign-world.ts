import type { EventEnvelope } from '../../lambdas/contracts/event.ts';
import type { NotificationsRequested } from '../../lambdas/contracts/notifications.ts';
import type { KnownCampaign } from '../../lambdas/notifications/adapters/campaigns-table.ts';
import type { RunCampaignDeps } from '../../lambdas/notifications/run-campaign/handler.ts';
import { aKnownCampaign } from './campaigns.ts';
import { silentLog, silentMeter } from './fakes.ts';

export type CampaignWorldOptions = {
  readonly campaign?: Partial<KnownCampaign>;
  readonly audience?: readonly string[];
  readonly pageSize?: number;
  /** Before each page is read. */
  readonly onPage?: (world: CampaignWorld, page: number) => void;
};

export type CampaignWorld = {
  row: KnownCampaign;
  readonly deps: RunCampaignDeps;
  /** Every request that came onto the lane, in its order. */
  readonly requested: NotificationsRequested[];
  readonly told: EventEnvelope[];
  /** The clock, in milliseconds. */
  nowMs: number;
  paused: number;
};

/** A campaign in memory, with the rules that its table has. */
export function campaignWorld({
  campaign,
  audience = [],
  pageSize = 10,
  onPage,
}: CampaignWorldOptions = {}): CampaignWorld {
  const isRun = (run: number): boolean => world.row.run === run;
  const deps: RunCampaignDeps = {
    read: async () => ({ ...world.row }),
    progress: {
      begin: async (_, run) => {
        if (!isRun(run) || !['scheduled', 'running'].includes(world.row.state)) return false;
        world.row = { ...world.row, state: 'running', startedAt: world.row.startedAt ?? '2026-11-21T06:00:00.000Z' };
        return true;
      },
      turnPage: async ({ run, page, next, requested }) => {
        if (isRun(run) && (world.row.nextPage?.page ?? 0) === page)
          world.row = { ...world.row, nextPage: next, requested: world.row.requested + requested };
        return isRun(run) && world.row.state === 'running';
      },
      end: async (_, run, state, reason) => {
        if (!isRun(run) || !['running', state].includes(world.row.state)) return false;
        world.row = { ...world.row, state, reason };
        return true;
      },
      release: async () => {
        const released = Math.min(world.paused, 2);
        world.paused -= released;
        return released;
      },
    },
    readPage: async (_, after, most) => {
      onPage?.(world, world.row.nextPage?.page ?? 0);
      world.nowMs += 5;
      const from = after == null ? 0 : audience.findIndex((id) => id > String(after));
      const size = Math.min(most, pageSize);
      const ids = from === -1 ? [] : audience.slice(from, from + size);
      return {
        members: ids.map((customerId) => ({ customerId })),
        next: ids.length < size ? null : (ids.at(-1) ?? null),
      };
    },
    request: async (events) => {
      world.requested.push(...(events as NotificationsRequested[]));
    },
    publish: async (events) => {
      world.told.push(...events);
    },
    now: () => new Date(world.nowMs),
    log: silentLog,
    meter: silentMeter,
  };
  const world: CampaignWorld = {
    row: aKnownCampaign(campaign),
    deps,
    requested: [],
    told: [],
    nowMs: Date.parse('2026-11-21T06:00:00.000Z'),
    paused: 0,
  };
  return world;
}

/** Who was asked for, each as often as a different record asked. */
export const customersOf = (requested: readonly NotificationsRequested[]): string[] =>
  requested.flatMap(({ data }) => data.recipients.map(({ customerId }) => customerId));
