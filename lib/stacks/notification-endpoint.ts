import { Duration } from 'aws-cdk-lib';
import { HttpEndpoint, type HttpEndpointProps } from '../constructs/http-endpoint.ts';
import type { NotificationWiring } from './notifications.ts';
import { routesOf } from './routes.ts';

type EndpointSpec = Pick<HttpEndpointProps, 'description' | 'environment' | 'impact'> & {
  readonly entry: `notifications/${string}`;
};

/** A function of the notifications domain behind its routes. */
export const notificationEndpointOf = (
  { stack, platform, front, stage }: NotificationWiring,
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
