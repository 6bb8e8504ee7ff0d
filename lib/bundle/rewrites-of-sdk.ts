import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Rewrite } from './rewrite.ts';

const endpoint = fileURLToPath(new URL('substitutes/regional-endpoint.ts', import.meta.url));
const wholeAnswer = fileURLToPath(new URL('substitutes/whole-answer.ts', import.meta.url));

/** The first label of each service's host, by client. A test asks the clients' own rules for the same. */
export const hosts: Readonly<Record<string, string>> = {
  dynamodb: 'dynamodb',
  kinesis: 'kinesis',
  lambda: 'lambda',
  pinpoint: 'pinpoint',
  'pinpoint-sms-voice-v2': 'sms-voice',
  'rds-data': 'rds-data',
  'secrets-manager': 'secretsmanager',
  sesv2: 'email',
  sqs: 'sqs',
};

/** @param imported every name that a source of ours takes from an SDK client: an error class among them is compared with */
export const rewritesOfSdk = (root: string, imported: ReadonlySet<string>): readonly Rewrite[] => [
  {
    // A literal with computed keys may have side effects as far as esbuild knows, so it keeps all of S3's schemas.
    files: '@aws-sdk/client-*/dist-es/schemas/*.js',
    find: /^(export var \S+|const \S+|var \S+) = (\[[\s\S]*?\]);$/gm,
    write: '$1 = /* @__PURE__ */ (() => $2)();',
  },
  {
    // A client registers a class for every error of its service. Those that no source of ours imports arrive as the
    // service's base error with the same name and message, as errors do that are newer than the SDK.
    files: '@aws-sdk/client-*/dist-es/schemas/*.js',
    find: /^n0_registry\.registerError\(\w+\$, (\w+)\);$/gm,
    write: (line, name = '') => (imported.has(name) ? line : ''),
  },
  ...Object.entries(hosts).map(([client, host]) => ({
    // Rules for every partition, account and kind of ARN, up to 10 KB for each client, that end at `<host>.<region>`.
    files: `@aws-sdk/client-${client}/dist-es/endpoint/endpointResolver.js`,
    find: /[\s\S]*export const defaultEndpointResolver = [\s\S]*/,
    write: `import { regionalEndpoint } from ${JSON.stringify(endpoint)};\nexport const defaultEndpointResolver = /* @__PURE__ */ regionalEndpoint('${host}');\n`,
  })),
  {
    // The names of regions in English. Which partition a region is in follows from its pattern.
    files: '@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js',
    find: /"[a-z]+(-[a-z]+)+-\d": \{\s*"description": "[^"]*"\s*\},?/g,
    write: '',
  },
  {
    // Lambda sets the region and has no profiles. A laptop may have them, and functions must not go by them there.
    files: '@smithy/core/dist-es/submodules/config/shared-ini-file-loader/loadSharedConfigFiles.js',
    find: /[\s\S]*export const loadSharedConfigFiles = [\s\S]*/,
    write: `export { CONFIG_PREFIX_SEPARATOR } from './constants';
export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });
`,
  },
  {
    // Asks the machine for its region, which on Lambda has nobody to answer.
    files: '@smithy/core/dist-es/submodules/config/config-resolver/regionConfig/getInstanceMetadataRegion.js',
    find: /[\s\S]*export const getInstanceMetadataRegion = [\s\S]*/,
    write: 'export const getInstanceMetadataRegion = async () => undefined;\n',
  },
  {
    // Slows a client down as a whole once it is throttled; our retries are the standard ones.
    files: '@smithy/core/dist-es/submodules/retry/util-retry/AdaptiveRetryStrategy.js',
    find: /[\s\S]*export class AdaptiveRetryStrategy [\s\S]*/,
    write: `export class AdaptiveRetryStrategy {
  constructor() {
    throw new Error('adaptive retries are not part of the bundles: see lib/bundle/rewrites-of-sdk.ts');
  }
}
`,
  },
  {
    // Signs for several regions at once, which only endpoints of several regions ask for.
    files: '@aws-sdk/signature-v4-multi-region/dist-es/SignatureV4MultiRegion.js',
    find: /[\s\S]*export class SignatureV4MultiRegion [\s\S]*/,
    write: `import { SignatureV4 } from '@smithy/signature-v4';
export class SignatureV4MultiRegion extends SignatureV4 {
  static sigv4aDependency() {
    return 'none';
  }
}
`,
  },
  {
    // Signs messages within a stream, of which bundles have none.
    files: '@smithy/signature-v4/dist-es/SignatureV4.js',
    find: /async signEvent\([\s\S]*?(?=async signString\()/,
    write: `async signEvent() {
        throw new Error('streams of events are not part of the bundles: see lib/bundle/rewrites-of-sdk.ts');
    }
    signMessage = this.signEvent;
    `,
  },
  {
    files: '@smithy/signature-v4/dist-es/SignatureV4.js',
    find: /headerFormatter = new HeaderFormatter\(\);/,
    write: '',
  },
  {
    // Copies every request and answer, secrets masked, for a logger that nobody gives it.
    files: '@aws-sdk/core/dist-es/submodules/client/middleware-logger/loggerMiddleware.js',
    find: /export const loggerMiddleware = [\s\S]*?(?=export const loggerMiddlewareOptions)/,
    write: 'export const loggerMiddleware = () => (next) => next;\n',
  },
  {
    // What it leaves behind makes young collections slow; what it does for browsers' streams goes with it.
    files: '@smithy/core/dist-es/submodules/serde/util-stream/stream-collector.js',
    find: /[\s\S]*export const streamCollector = [\s\S]*/,
    write: `export { streamCollector } from ${JSON.stringify(wholeAnswer)};\n`,
  },
  {
    // Hands an answer over as a stream, which no call of ours asks for.
    files: '@smithy/core/dist-es/submodules/serde/util-stream/sdk-stream-mixin.js',
    find: /[\s\S]*export const sdkStreamMixin = [\s\S]*/,
    write: `export const sdkStreamMixin = () => {
  throw new Error('answers as streams are not part of the bundles: see lib/bundle/rewrites-of-sdk.ts');
};
`,
  },
  {
    // Its default handler speaks HTTP/2; ours is given to every client (lambdas/shared/kinesis-client.ts).
    files: '@aws-sdk/client-kinesis/dist-es/runtimeConfig.js',
    find: /NodeHttp2Handler as RequestHandler/,
    write: 'NodeHttpHandler as RequestHandler',
  },
  {
    // Durable functions load the whole client at run time for two calls, so nothing of it can be shaken.
    files: '@aws-sdk/client-lambda/dist-es/index.js',
    find: /[\s\S]+/,
    write: () => lambdaIndex(root, imported),
  },
  {
    // Errors are named after their class, which minified is a letter or two: in logs and in what executions keep.
    files: '@aws/durable-execution-sdk-js/dist/index.mjs',
    find: /this\.name = this\.constructor\.name;/g,
    write: "Object.defineProperty(this, 'name', { get: () => this.errorType ?? 'UnrecoverableError' });",
  },
  {
    // Hashes in JavaScript for machines without node:crypto.
    files: '{@smithy/core,@aws-sdk/checksums}/dist-es/submodules/**/{Sha256Js,Sha1Js,Md5Js}.js',
    find: /[\s\S]*export class (\w+) [\s\S]*/,
    write: 'export class $1 {}',
  },
];

/** The client, the two calls of durable functions, and what sources of ours import by name. */
function lambdaIndex(root: string, imported: ReadonlySet<string>): string {
  const commands = new Set(['CheckpointDurableExecutionCommand', 'GetDurableExecutionStateCommand', ...imported]);
  const client = join(root, 'node_modules', '@aws-sdk', 'client-lambda', 'dist-es');
  const errors = readFileSync(join(client, 'models', 'errors.js'), 'utf8');
  return [
    "export { LambdaClient } from './LambdaClient';",
    ...[...commands]
      .filter((name) => existsSync(join(client, 'commands', `${name}.js`)))
      .map((name) => `export { ${name} } from './commands/${name}';`),
    ...[...imported]
      .filter((name) => errors.includes(`export class ${name} `))
      .map((name) => `export { ${name} } from './models/errors';`),
  ].join('\n');
}
