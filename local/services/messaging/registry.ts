/** What templates set up for sending: calls that name anything else are refused as AWS refuses them. */
export type MessagingRegistry = {
  readonly addApplication: (id: string) => void;
  readonly addIdentity: (domainOrAddress: string) => void;
  readonly addEmailConfigurationSet: (name: string) => void;
  /** Which events of SES a configuration set publishes to EventBridge. */
  readonly publishEvents: (configurationSet: string, eventTypes: readonly string[]) => void;
  readonly addSmsConfigurationSet: (name: string) => void;
};

export type KnownResources = {
  readonly hasApplication: (id: string) => boolean;
  readonly mayBeSentFrom: (address: string) => boolean;
  readonly hasEmailConfigurationSet: (name: string) => boolean;
  readonly isPublished: (configurationSet: string, eventType: string) => boolean;
  readonly hasSmsConfigurationSet: (nameOrArn: string) => boolean;
};

/** `Sangam <hello@sangam.example>` as `hello@sangam.example`. */
export const bareAddress = (address: string): string => /<([^<>]+)>\s*$/.exec(address)?.[1] ?? address;
export const domainOf = (address: string): string => bareAddress(address).split('@').at(-1) ?? '';

export function makeRegistry(): MessagingRegistry & KnownResources {
  const applications = new Set<string>();
  const identities = new Set<string>();
  const emailSets = new Map<string, Set<string>>();
  const smsSets = new Set<string>();
  return {
    addApplication: (id) => applications.add(id),
    addIdentity: (name) => identities.add(name),
    addEmailConfigurationSet: (name) => emailSets.set(name, emailSets.get(name) ?? new Set()),
    publishEvents: (name, eventTypes) => {
      const published = emailSets.get(name) ?? new Set();
      for (const type of eventTypes) published.add(type);
      emailSets.set(name, published);
    },
    addSmsConfigurationSet: (name) => smsSets.add(name),
    hasApplication: (id) => applications.has(id),
    mayBeSentFrom: (address) => identities.has(bareAddress(address)) || identities.has(domainOf(address)),
    hasEmailConfigurationSet: (name) => emailSets.has(name),
    isPublished: (name, eventType) => emailSets.get(name)?.has(eventType) ?? false,
    hasSmsConfigurationSet: (nameOrArn) => smsSets.has(nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1)),
  };
}
