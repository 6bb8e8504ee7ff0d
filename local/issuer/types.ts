import type { JSONWebKeySet } from 'jose';
import type { ResolvedResource } from '../template/resolved-resource.ts';

export type IssuerOptions = {
  /** One `AWS::Cognito::UserPool` and its `UserPoolClient` and `UserPoolResourceServer` resources; others are ignored. */
  readonly resources: readonly ResolvedResource[];
  readonly region: string;
  /** Folder that keeps the signing keys, so that a restart does not void tokens; created when missing. */
  readonly dataDir: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly clock?: () => Date;
};

/** Who asks: a customer through the mobile client, or a server by the name of its client. */
export type TokenRequest =
  | { readonly customer: string; readonly expiresInSec?: number }
  | {
      /** Client id or `ClientName`, the resource server of its scopes (`ops`), or a part of its logical id (`php`). */
      readonly client: string;
      /** Defaults to all that the client may ask for. */
      readonly scopes?: readonly string[];
      readonly expiresInSec?: number;
    };

/** A token made to measure for a test; anything can be wrong in it. */
export type MintRequest = {
  readonly sub: string;
  readonly clientId?: string;
  readonly scopes?: readonly string[];
  /** Negative for an expired one. Defaults to the client's `AccessTokenValidity`. */
  readonly expiresInSec?: number;
  /** Replaces or, with undefined, removes claims. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Sign with a key that the issuer does not publish. */
  readonly foreignKey?: boolean;
};

export type Issuer = {
  /** For example `http://127.0.0.1:4002`. */
  readonly url: string;
  /** The `iss` of its tokens: `https://cognito-idp.<region>.amazonaws.com/<pool id>`. */
  readonly issuer: string;
  readonly keys: () => JSONWebKeySet;
  /** `HttpApiOptions.keysOf`: the keys when asked for this issuer, undefined for any other. */
  readonly keysOf: (issuer: string) => Promise<JSONWebKeySet | undefined>;
  /**
   * @throws {UnknownClient} when no client, or more than one, fits.
   * @throws {ScopeNotAllowed} when the client was not given a scope.
   */
  readonly token: (request: TokenRequest) => Promise<string>;
  readonly mint: (request: MintRequest) => Promise<string>;
  /** `GetAtt ClientSecret`; the same at every start. Undefined for a client without `GenerateSecret`. */
  readonly clientSecret: (clientId: string) => string | undefined;
  readonly stop: () => Promise<void>;
};
