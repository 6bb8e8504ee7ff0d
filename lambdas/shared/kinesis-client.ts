import { KinesisClient } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/**
 * The client's default opens an HTTP/2 connection for every call, handshake and all (`disableConcurrentStreams`). Over
 * HTTP/1.1 connections stay open.
 */
export const kinesisClient = (): KinesisClient =>
  new KinesisClient({ requestHandler: new NodeHttpHandler({ connectionTimeout: 2000, requestTimeout: 30_000 }) });
