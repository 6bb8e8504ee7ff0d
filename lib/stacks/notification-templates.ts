import type { HttpEndpoint } from '../constructs/http-endpoint.ts';
import { databaseVariables } from './device-endpoints.ts';
import { endpointOf } from './endpoint.ts';
import { linkBase } from './notification-dispatch.ts';
import type { NotificationWiring } from './notifications.ts';

/** What messages say. */
export function templatesEndpoint(wiring: NotificationWiring): HttpEndpoint {
  const { platform, stage } = wiring;
  const endpoint = endpointOf(wiring, 'Templates', {
    entry: 'notifications/templates',
    description: 'Keeps templates by version, and shows what they make',
    environment: {
      ...databaseVariables(platform.database),
      LINK_HOSTS: stage.notifications.linkHosts.join(','),
      LINK_BASE: linkBase(wiring),
    },
    impact: 'Nobody can change what messages say; what is being sent goes on.',
  });
  platform.database.grantQueries(endpoint.handler.function);
  return endpoint;
}
