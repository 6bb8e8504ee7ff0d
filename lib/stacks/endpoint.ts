import { Duration, type Stack } from 'aws-cdk-lib';
import type { StageConfig } from '../config/stage.ts';
import { type ApiFront, HttpEndpoint, type HttpEndpointProps } from '../constructs/http-endpoint.ts';
import type { PlatformStack } from './platform.ts';
import { routesOf } from './routes.ts';

type Wiring = {
  readonly stack: Stack;
  readonly stage: StageConfig;
  readonly platform: PlatformStack;
  readonly front: ApiFront;
};

type EndpointSpec = Pick<HttpEndpointProps, 'entry' | 'description' | 'uses' | 'environment' | 'impact'>;

/** A function behind its routes, as large and as patient as most. */
export const endpointOf = ({ stack, platform, front, stage }: Wiring, id: string, spec: EndpointSpec): HttpEndpoint =>
  new HttpEndpoint(stack, id, {
    ...spec,
    settings: platform.settings,
    front,
    routes: routesOf(spec.entry),
    memoryMb: 512,
    timeout: Duration.seconds(15),
    latencyMaxMs: stage.api.latencyMaxMs,
  });
