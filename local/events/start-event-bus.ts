import { KinesisClient } from '@aws-sdk/client-kinesis';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import type { BusEvent } from '../services/messaging/types.ts';
import { compilePattern } from '../streams/filter/pattern.ts';
import { type StreamTarget, streamTarget } from './stream-target.ts';

/** A rule on the default bus, for events that match its pattern. */
export type EventRule = {
  readonly name: string;
  readonly enabled: boolean;
  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly targets: readonly RuleTarget[];
};

export type RuleTarget = {
  readonly streamArn: string;
  /** In whose name EventBridge puts records. */
  readonly roleArn: string;
  /** `$.detail.messageId`; the event's id when left out or when the event has nothing there. */
  readonly partitionKeyPath: string | undefined;
};

export type EventBusOptions = {
  readonly rules: readonly EventRule[];
  readonly endpoint: string;
  readonly region: string;
  /** An access key that is checked against the role's policies. */
  readonly credentialsOf: (name: string, roleArn: string) => AwsCredentialIdentity;
  readonly log: (event: string, details: Readonly<Record<string, unknown>>) => void;
};

export type EventBus = {
  readonly put: (event: BusEvent) => void;
  /** Resolves when every event that was put has reached its targets, or was given up. */
  readonly settled: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * The default bus of EventBridge with Kinesis streams as targets, each under the role that its rule names.
 * @throws {UnsupportedMapping} naming an operator of a pattern that the laptop does not know
 */
export function startEventBus({ rules, endpoint, region, credentialsOf, log }: EventBusOptions): EventBus {
  const clients: KinesisClient[] = [];
  const targetOf = (rule: string, { streamArn, roleArn, partitionKeyPath }: RuleTarget): StreamTarget => {
    const credentials = credentialsOf(`events/${rule}`, roleArn);
    // Ours are the retries, as EventBridge's are its own.
    const client = new KinesisClient({ endpoint, region, credentials, maxAttempts: 1 });
    clients.push(client);
    return streamTarget({
      client,
      streamArn,
      partitionKeyPath,
      onGivenUp: (events, reason) => log('events.given-up', { rule, events, reason }),
    });
  };
  const compiled = rules
    .filter(({ enabled }) => enabled)
    .map(({ name, pattern, targets }) => ({
      matches: compilePattern(JSON.stringify(pattern)),
      targets: targets.map((target) => targetOf(name, target)),
    }));
  const all = compiled.flatMap(({ targets }) => targets);
  return {
    put: (event) => {
      for (const { matches, targets } of compiled) if (matches(event)) for (const target of targets) target.put(event);
    },
    settled: async () => {
      await Promise.all(all.map((target) => target.settled()));
    },
    stop: async () => {
      for (const target of all) target.stop();
      await Promise.all(all.map((target) => target.settled()));
      for (const client of clients) client.destroy();
    },
  };
}
