import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in for `@aws-sdk/credential-provider-node` in bundles. Lambda always hands a function its role's keys in the
 * environment; the chain's other links (SSO, profiles, processes, web identity, instance metadata) are 150 KB that
 * never run there.
 */
export const defaultProvider = fromEnv;
