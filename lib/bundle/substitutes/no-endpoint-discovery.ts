/**
 * Stands in for `@aws-sdk/middleware-endpoint-discovery` in bundles: asking DynamoDB where to ask it is off unless an
 * environment variable turns it on, and brings a cache of its own.
 */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: false,
};

export const resolveEndpointDiscoveryConfig = <Config extends object>(config: Config): Config => config;
