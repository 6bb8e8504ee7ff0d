/** Of which message a link is, for the statistics of the page that it leads to. */
export type Campaign = { readonly source: string; readonly channel: string; readonly variant: string };

/**
 * Where a link leads: over TLS to a host that the stage allows, and nowhere else. The names that statistics of pages know
 * (`utm_*`) say which campaign sent the customer, never who they are; those that the target has stay.
 * @param hosts as in `example.com`: neither its subdomains nor other ports
 * @returns undefined when the target is not allowed
 */
export function redirectTarget(target: string, hosts: ReadonlySet<string>, campaign: Campaign): string | undefined {
  const url = URL.parse(target);
  if (url === null || url.protocol !== 'https:' || !hosts.has(url.host)) return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  const statistics = {
    utm_source: 'sangam',
    utm_medium: campaign.channel,
    utm_campaign: campaign.source,
    utm_content: campaign.variant,
  };
  for (const [name, value] of Object.entries(statistics))
    if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  return url.href;
}
