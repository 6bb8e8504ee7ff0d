import { partition } from '@aws-sdk/core/client';

type Parameters = Readonly<Record<string, unknown>>;
type Endpoint = { readonly url: URL; readonly properties: object; readonly headers: Record<string, string[]> };

/**
 * Stands in for the rules by which a client finds its endpoint: the one that is set (the laptop's), or the region's.
 * Endpoints of an account, an ARN or a standard (FIPS, dual stack) are not part of the bundles.
 * @param host first label of the service's host
 * @throws Error when the region is missing, or when a call asks for another kind of endpoint
 */
export const regionalEndpoint =
  (host: string) =>
  (parameters: Parameters): Endpoint => {
    const { Region: region, Endpoint: given } = parameters;
    if (typeof region !== 'string') throw new Error('Invalid Configuration: Missing Region');
    const other = Object.keys(parameters).find((name) => asksForAnother(name, parameters[name]));
    if (other !== undefined) throw new Error(`bundles reach ${host} in its region only: ${other} is not supported`);
    const url = typeof given === 'string' ? given : `https://${host}.${region}.${partition(region).dnsSuffix}`;
    return { url: new URL(url), properties: {}, headers: {} };
  };

function asksForAnother(name: string, value: unknown): boolean {
  if (name === 'UseFIPS' || name === 'UseDualStack' || name === 'IsSearchOperation') return value === true;
  if (name === 'AccountIdEndpointMode') return value === 'required';
  if (name === 'StreamId' || name === 'EndpointId') return value !== undefined;
  return [value].flat().some((each) => typeof each === 'string' && each.startsWith('arn:'));
}
