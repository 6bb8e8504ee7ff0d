import type { HttpEndpoint } from '../constructs/http-endpoint.ts';
import { endpointOf } from './endpoint.ts';
import { linkBase } from './notification-dispatch.ts';
import type { NotificationWiring } from './notifications.ts';

/** What messages say. */
export const templatesEndpoint = (wiring: NotificationWiring): HttpEndpoint =>
  endpointOf(wiring, 'Templates', {
    entry: 'notifications/templates',
    description: 'Keeps templates by version, and shows what they make',
    uses: [wiring.platform.database.forQueries()],
    environment: { LINK_HOSTS: wiring.stage.notifications.linkHosts.join(','), LINK_BASE: linkBase(wiring) },
    impact: 'Nobody can change what messages say; what is being sent goes on.',
  });
