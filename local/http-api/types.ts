import type { JSONWebKeySet } from 'jose';
import type { InvokeResult } from '../lambda/host.ts';
import type { ResolvedResource } from '../template/resolved-resource.ts';

export type Invoke = (functionName: string, event: unknown) => Promise<InvokeResult>;

export type HttpApiOptions = {
  /** One `AWS::ApiGatewayV2::Api` and its `Route`, `Integration`, `Authorizer` and `Stage` resources; others are ignored. */
  readonly resources: readonly ResolvedResource[];
  readonly region: string;
  readonly accountId: string;
  readonly invoke: Invoke;
  /** Public keys of an issuer, or undefined for one that nobody serves here: its tokens are refused. */
  readonly keysOf: (issuer: string) => Promise<JSONWebKeySet | undefined>;
  /** May this API call the function (its `AWS::Lambda::Permission`)? All are allowed when left out. */
  readonly mayInvoke?: (functionName: string, sourceArn: string) => boolean;
  /** 0 takes a free port. */
  readonly port: number;
  /** File for the access log of the stage; nothing is written without it or without `AccessLogSettings`. */
  readonly accessLogPath?: string;
  readonly clock?: () => Date;
  /** Milliseconds an integration may take; only tests shorten it. Default: the integration's own, at most 30,000. */
  readonly integrationTimeoutMaxMs?: number;
};

export type HttpApi = {
  /** For example `http://127.0.0.1:4000`; the `$default` stage has no prefix, any other is the first path segment. */
  readonly url: string;
  readonly stop: () => Promise<void>;
};
