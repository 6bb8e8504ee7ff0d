import { KinesisClient } from '@aws-sdk/client-kinesis';

/** In bundles this is a client of ours whose connections stay open: lib/bundle/substitutes/kinesis.ts. */
export const kinesisClient = (): KinesisClient => new KinesisClient({});
