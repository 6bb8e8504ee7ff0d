import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type EventBus, startEventBus } from './events/start-event-bus.ts';
import type { Faults } from './faults.ts';
import { startHttpApi } from './http-api/start-http-api.ts';
import { startIssuer } from './issuer/start-issuer.ts';
import type { Issuer } from './issuer/types.ts';
import { openState } from './kept-state.ts';
import { deliverTo } from './lambda/destinations.ts';
import { type DurableHost, withDurableFunctions } from './lambda/durable/durable-host.ts';
import { functionNameOf } from './lambda/function-name.ts';
import { makeLambdaHost } from './lambda/make-host.ts';
import type { FunctionLogs } from './logs/function-logs.ts';
import { makeWorld } from './make-world.ts';
import type { Ports } from './ports.ts';
import { type ResourceNames, resourceNames } from './resource-names.ts';
import { startAnswers } from './resources/answers.ts';
import { checkTemplates } from './resources/check-templates.ts';
import { createResources } from './resources/create-resources.ts';
import { makePermissions } from './resources/permissions.ts';
import { type RunningSchedules, runSchedules } from './schedules/run-schedules.ts';
import { type Services, startServices } from './services/index.ts';
import type { MessagingTuning } from './services/messaging/index.ts';
import { startMappings } from './start-mappings.ts';
import type { Mapping } from './streams/types.ts';
import type { Assembly } from './template/types.ts';

export type RunOptions = {
  readonly assembly: Assembly;
  readonly dataDir: string;
  readonly ports: Ports;
  readonly faults: Faults;
  readonly logs: FunctionLogs;
  /** False gives up durability for speed: for tests. */
  readonly durable: boolean;
  /** Share of their length that waits of durable functions take; 1 when left out. */
  readonly durableTimeScale?: number | undefined;
  /** How the providers of push notifications, SMS and e-mail behave. */
  readonly messaging: Partial<MessagingTuning>;
  /** Instances of one function at most. */
  readonly instancesMax?: number | undefined;
  /** Keeps compiled code for later starts; in the data folder when left out. */
  readonly compiledIn?: string | undefined;
  /** Told what is done next, for a person who waits. */
  readonly onStep: (step: string) => void;
};

export type RunningCloud = {
  readonly apiUrl: string;
  readonly services: Services;
  readonly issuer: Issuer;
  readonly host: DurableHost;
  readonly resources: ResourceNames;
  readonly schedules: RunningSchedules;
  readonly bus: EventBus;
  /** Event source mappings by the name of their function. */
  readonly mappings: ReadonlyMap<string, readonly Mapping[]>;
  readonly stop: () => Promise<void>;
};

/** A worker is a core's work; more than this of one function only waits. */
const usualInstancesMax = Math.min(8, 2 * availableParallelism());

/**
 * Starts everything that the templates describe over one data folder.
 * @throws Error that says what could not be started; nothing is left running then
 */
export async function runCloud(options: RunOptions): Promise<RunningCloud> {
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    // The last to start may use all the others, so it goes first; one that fails to stop doesn't keep the others.
    const failures: unknown[] = [];
    for (const each of stops.splice(0).reverse())
      await Promise.resolve(each()).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'the cloud did not stop in order');
  };
  try {
    return await start(options, stop, (each) => stops.push(each));
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

async function start(
  {
    assembly,
    dataDir,
    ports,
    faults,
    logs,
    messaging,
    durable,
    durableTimeScale,
    instancesMax = usualInstancesMax,
    compiledIn = join(dataDir, 'compiled'),
    onStep,
  }: RunOptions,
  stop: () => Promise<void>,
  onStop: (stop: () => Promise<void> | void) => void,
): Promise<RunningCloud> {
  const { region, accountId } = assembly;
  const graph = checkTemplates(assembly);
  mkdirSync(dataDir, { recursive: true });

  onStep('PostgreSQL, DynamoDB, Kinesis, S3 and SQS');
  const services = await startServices({
    dataDir: join(dataDir, 'services'),
    port: ports.aws,
    pgPort: ports.postgres,
    region,
    accountId,
    faults,
    onCrash: (name, session) => host.crash(name, session),
    log: ({ event, ...details }) => logs.say(event === 'call.broke' ? 'error' : 'info', event, details),
    durable,
    compiledIn,
  });
  onStop(services.stop);
  const deliver = deliverTo({
    endpoint: services.endpoint,
    region,
    invokeAsync: (arn, event) => host.invokeAsync(arn, event),
  });
  const host = withDurableFunctions({
    host: makeLambdaHost({ output: logs.write, deliver, instancesMax, compileCacheDir: compiledIn }),
    dir: join(dataDir, 'executions'),
    deliver,
    mayInvoke: (name, target) => mayInvokeFunction(name, target),
    log: (event, details) => logs.say('info', event, details),
    timeScale: durableTimeScale,
  });
  onStop(host.stop);
  services.serveLambda(host);
  const answers = await startAnswers();
  onStop(answers.stop);

  onStep('resources and migrations');
  const apiUrl = `http://127.0.0.1:${ports.api}`;
  const state = openState(dataDir);
  const made = makeWorld({ assembly, services, host, answers, apiUrl, state });
  const { world, credentialsOf, serviceCredentials, mayInvoke: mayInvokeFunction, clientsClosed } = made;
  onStop(clientsClosed);
  const created = await createResources(assembly, graph, world);
  made.grantLatePolicies();

  onStep('API, issuer, streams and schedules');
  const issuer = await startIssuer({
    resources: world.collected,
    region,
    dataDir: join(dataDir, 'issuer'),
    port: ports.issuer,
  });
  onStop(issuer.stop);
  const { mappings, stop: stopMappings } = await startMappings({
    world,
    services,
    host,
    dataDir,
    faults,
    logs,
    credentialsOf,
  });
  onStop(stopMappings);
  const bus = startEventBus({
    rules: world.eventRules,
    endpoint: services.endpoint,
    region,
    credentialsOf: serviceCredentials,
    log: (event, details) => logs.say('warn', event, details),
  });
  services.messaging.publishTo(bus.put);
  services.messaging.outbox.tune(messaging);
  onStop(async () => {
    services.messaging.publishTo(() => undefined);
    await bus.stop();
  });
  const schedules = runSchedules({ schedules: world.schedules, region, accountId, invokeAsync: host.invokeAsync });
  onStop(schedules.stop);
  const { mayInvoke } = makePermissions(world.permissions);
  const api = await startHttpApi({
    resources: world.collected,
    region,
    accountId,
    invoke: host.invoke,
    keysOf: issuer.keysOf,
    mayInvoke: (functionArn, sourceArn) =>
      mayInvoke(functionNameOf(functionArn), 'apigateway.amazonaws.com', sourceArn),
    port: ports.api,
    accessLogPath: join(dataDir, 'logs', 'access.log'),
  });
  onStop(api.stop);
  host.resume();
  return { apiUrl: api.url, services, issuer, host, resources: resourceNames(created), schedules, bus, mappings, stop };
}
