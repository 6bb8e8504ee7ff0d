/**
 * Stands in for `@smithy/core/event-streams` in bundles: binary event streams serve SubscribeToShard and
 * SelectObjectContent, which no function calls (Lambda's own pollers read the shards).
 */
export const eventStreamSerdeProvider = () => ({});

export const resolveEventStreamSerdeConfig = <Config extends object>(config: Config): Config => config;

export class EventStreamSerde {
  constructor() {
    throw new Error('event streams are not part of the bundles: see lib/bundle/substitutes');
  }
}
