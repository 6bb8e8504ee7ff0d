import { Duration } from 'aws-cdk-lib';
import { HttpEndpoint, type HttpEndpointProps } from '../constructs/http-endpoint.ts';
import type { PaymentWiring } from './payments.ts';
import { routesOf } from './routes.ts';

type EndpointSpec = Pick<HttpEndpointProps, 'description' | 'environment' | 'impact'> & {
  readonly entry: `payments/${string}`;
};

/** A function of the payments domain behind its routes. */
export const endpointOf = (
  { stack, platform, front, stage }: PaymentWiring,
  id: string,
  spec: EndpointSpec,
): HttpEndpoint =>
  new HttpEndpoint(stack, id, {
    ...spec,
    settings: platform.settings,
    front,
    routes: routesOf(spec.entry),
    memoryMb: 512,
    timeout: Duration.seconds(15),
    latencyMaxMs: stage.api.latencyMaxMs,
  });
