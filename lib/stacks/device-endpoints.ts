import type { HttpEndpoint } from '../constructs/http-endpoint.ts';
import type { DeviceWiring } from './devices.ts';
import { endpointOf } from './endpoint.ts';

/** What customers, servers and operators call. */
export function deviceEndpoints(wiring: DeviceWiring): HttpEndpoint[] {
  const { deviceEvents, platform } = wiring;
  const { database, tables } = platform;
  return [
    endpointOf(wiring, 'Collect', {
      entry: 'devices/collect',
      description: 'Takes in what phones and servers send, under consent',
      uses: [deviceEvents.forPuts('DEVICE_STREAM_NAME'), tables.consents.for('CONSENTS_TABLE', 'Query')],
      impact: 'Phones cannot deliver apps and messages; they keep them and try again.',
    }),
    endpointOf(wiring, 'Consents', {
      entry: 'devices/consents',
      description: 'Records what a customer allows and withdraws',
      uses: [tables.consents.for('CONSENTS_TABLE', 'Query', 'PutItem')],
      impact: 'Customers cannot give or withdraw consent; withdrawals must not wait.',
    }),
    endpointOf(wiring, 'GetInsights', {
      entry: 'devices/get-insights',
      description: 'Answers what is known about a customer',
      uses: [database.forQueries()],
      impact: 'Loan decisions wait: nobody can read the insights of a customer.',
    }),
    endpointOf(wiring, 'GetPool', {
      entry: 'devices/get-pool',
      description: 'Answers how many customers have each app and category',
      uses: [tables.appPool.for('APP_POOL_TABLE', 'Scan'), tables.appCatalogue.for('APP_CATALOGUE_TABLE', 'Scan')],
      impact: 'Operators cannot read the app pool; customers notice nothing.',
    }),
    endpointOf(wiring, 'ExtendCatalogue', {
      entry: 'devices/extend-catalogue',
      description: 'Takes in the category of an app from operators',
      uses: [tables.appCatalogue.for('APP_CATALOGUE_TABLE', 'PutItem')],
      impact: 'Operators cannot name the category of a new app; it counts as unknown meanwhile.',
    }),
  ];
}
