import { Duration } from 'aws-cdk-lib';
import type { Database } from '../constructs/database.ts';
import { HttpEndpoint, type HttpEndpointProps } from '../constructs/http-endpoint.ts';
import type { DeviceWiring } from './devices.ts';
import { routesOf } from './routes.ts';

type EndpointSpec = Pick<HttpEndpointProps, 'description' | 'environment' | 'impact'> & {
  readonly entry: `devices/${string}`;
};

/** What customers, servers and operators call. */
export const deviceEndpoints = (wiring: DeviceWiring): HttpEndpoint[] => [
  collect(wiring),
  consents(wiring),
  getInsights(wiring),
  getPool(wiring),
  extendCatalogue(wiring),
];

function collect(wiring: DeviceWiring): HttpEndpoint {
  const { deviceEvents, platform } = wiring;
  const endpoint = endpointOf(wiring, 'Collect', {
    entry: 'devices/collect',
    description: 'Takes in what phones and servers send, under consent',
    environment: {
      DEVICE_STREAM_NAME: deviceEvents.stream.streamName,
      CONSENTS_TABLE: platform.tables.consents.table.tableName,
    },
    impact: 'Phones cannot deliver apps and messages; they keep them and try again.',
  });
  deviceEvents.grantPut(endpoint.handler.function);
  platform.tables.consents.grant(endpoint.handler.function, 'Query');
  return endpoint;
}

function consents(wiring: DeviceWiring): HttpEndpoint {
  const table = wiring.platform.tables.consents;
  const endpoint = endpointOf(wiring, 'Consents', {
    entry: 'devices/consents',
    description: 'Records what a customer allows and withdraws',
    environment: { CONSENTS_TABLE: table.table.tableName },
    impact: 'Customers cannot give or withdraw consent; withdrawals must not wait.',
  });
  table.grant(endpoint.handler.function, 'Query', 'PutItem');
  return endpoint;
}

function getInsights(wiring: DeviceWiring): HttpEndpoint {
  const { database } = wiring.platform;
  const endpoint = endpointOf(wiring, 'GetInsights', {
    entry: 'devices/get-insights',
    description: 'Answers what is known about a customer',
    environment: databaseVariables(database),
    impact: 'Loan decisions wait: nobody can read the insights of a customer.',
  });
  database.grantQueries(endpoint.handler.function);
  return endpoint;
}

function getPool(wiring: DeviceWiring): HttpEndpoint {
  const table = wiring.platform.tables.appPool;
  const endpoint = endpointOf(wiring, 'GetPool', {
    entry: 'devices/get-pool',
    description: 'Answers how many customers have each app and category',
    environment: { APP_POOL_TABLE: table.table.tableName },
    impact: 'Operators cannot read the app pool; customers notice nothing.',
  });
  table.grant(endpoint.handler.function, 'Scan');
  return endpoint;
}

function extendCatalogue(wiring: DeviceWiring): HttpEndpoint {
  const table = wiring.platform.tables.appCatalogue;
  const endpoint = endpointOf(wiring, 'ExtendCatalogue', {
    entry: 'devices/extend-catalogue',
    description: 'Takes in the category of an app from operators',
    environment: { APP_CATALOGUE_TABLE: table.table.tableName },
    impact: 'Operators cannot name the category of a new app; it counts as unknown meanwhile.',
  });
  table.grant(endpoint.handler.function, 'PutItem');
  return endpoint;
}

const endpointOf = ({ stack, platform, front, stage }: DeviceWiring, id: string, spec: EndpointSpec): HttpEndpoint =>
  new HttpEndpoint(stack, id, {
    ...spec,
    settings: platform.settings,
    front,
    routes: routesOf(spec.entry),
    memoryMb: 512,
    timeout: Duration.seconds(15),
    latencyMaxMs: stage.api.latencyMaxMs,
  });

/** What every function reads that asks the database. */
export const databaseVariables = (database: Database) => ({
  DATABASE_RESOURCE_ARN: database.clusterArn,
  DATABASE_SECRET_ARN: database.appSecret.secretArn,
  DATABASE_NAME: database.name,
});
