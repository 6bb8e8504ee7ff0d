import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { openDataFolder } from './data-folder.ts';
import { type Faults, makeFaults } from './faults.ts';
import type { MintRequest, TokenRequest } from './issuer/types.ts';
import type { DurableControls } from './lambda/durable/durable-host.ts';
import type { LambdaHost } from './lambda/host.ts';
import { type Level, type MetricSum, openLogs } from './logs/function-logs.ts';
import { freePorts, type Ports, settledPorts } from './ports.ts';
import type { ResourceNames } from './resource-names.ts';
import { type RunningCloud, runCloud } from './run-cloud.ts';
import type { CloudOutbox, MessagingTuning } from './services/messaging/index.ts';
import type { MappingStats } from './streams/types.ts';
import { readAssembly } from './template/assembly.ts';
import type { Assembly } from './template/types.ts';

export type CloudOptions = {
  /** Folder that the synth wrote. */
  readonly cdkOut: string;
  /** Keeps everything; left out, a temporary one that goes when the cloud stops. */
  readonly dataDir?: string;
  /** Where a temporary folder is made; where the system makes them when left out. */
  readonly temporaryIn?: string;
  /** Fills the temporary folder before the first start, with what another cloud left. */
  readonly prepare?: (dataDir: string) => Promise<void>;
  /** Free ones when left out. */
  readonly ports?: Ports;
  readonly faults?: Faults;
  /** What goes to the terminal; nothing when left out. */
  readonly log?: { readonly level: Level; readonly terminal: (line: string) => void };
  /** False gives up PostgreSQL's durability for speed; true when left out. */
  readonly durable?: boolean;
  /** Share of their length that waits of durable functions and delays of their retries take; 1 when left out. */
  readonly durableTimeScale?: number;
  /** How the providers of push notifications, SMS and e-mail behave. */
  readonly messaging?: Partial<MessagingTuning>;
  /** Of one function at most; left out, as many as the laptop can bear. */
  readonly instancesMax?: number;
  /** Keeps compiled code for later starts, of other clouds too; in the data folder when left out. */
  readonly compiledIn?: string;
  /** Changes what was synthesized before it is started, for tests that take something away. */
  readonly amend?: (assembly: Assembly) => Assembly;
  /** Told what is done next, for a person who waits. */
  readonly onStep?: (step: string) => void;
};

export type Cloud = {
  readonly apiUrl: string;
  readonly awsEndpoint: string;
  readonly issuerUrl: string;
  readonly region: string;
  readonly dataDir: string;
  /** Root's: may do anything at the endpoint. */
  readonly credentials: AwsCredentialIdentity;
  readonly faults: Faults;
  readonly lambdas: LambdaHost;
  readonly durable: DurableControls;
  readonly resources: ResourceNames;
  /** What providers were asked to send. */
  readonly outbox: CloudOutbox;
  readonly token: (request: TokenRequest) => Promise<string>;
  readonly mint: (request: MintRequest) => Promise<string>;
  /** Sum of a metric that functions wrote since the first start, over all or those with these dimensions. */
  readonly metric: (name: string, dimensions?: Readonly<Record<string, string>>) => MetricSum;
  /** Counts of all mappings of functions whose name contains the text. */
  readonly mappingStats: (part: string) => readonly MappingStats[];
  /** How many calls of AWS functions and pollers made since the last start, by `<service>:<operation>`. */
  readonly calls: () => ReadonlyMap<string, number>;
  /** Fires schedules whose name or function contains the text; resolves with how many there were. */
  readonly fire: (part: string) => Promise<number>;
  /**
   * Resolves when all streams are consumed, what consumers put on streams included, and nothing runs. A durable
   * execution that waits for a callback, or for a time further away than two seconds, is not waited for, nor is a
   * receipt of a provider that is as far away.
   */
  readonly drained: () => Promise<void>;
  /**
   * Stops everything and starts it over the same data and ports, as after a reboot of the laptop.
   * @param how `abruptly` kills what functions are doing; left out, their batches are waited for
   */
  readonly restart: (how?: 'abruptly') => Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * Starts the laptop cloud from a synthesized app.
 * @throws {UnsupportedTemplates} listing everything in it that the laptop does not know
 * @throws Error that says what could not be started; nothing is left running then
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const read = readAssembly(options.cdkOut);
  const assembly = options.amend?.(read) ?? read;
  const dataDir = options.dataDir ?? temporaryFolder(options.temporaryIn ?? tmpdir());
  const dropTemporary = (): void => {
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
  };
  if (options.dataDir === undefined) await options.prepare?.(dataDir);
  openDataFolder(dataDir);
  const ports = await settledPorts(options.ports ?? freePorts);
  const faults = options.faults ?? makeFaults();
  const logs = openLogs({ dataDir, ...(options.log ?? { level: 'silent', terminal: () => undefined }) });
  const start = (): Promise<RunningCloud> =>
    runCloud({
      messaging: options.messaging ?? {},
      assembly,
      dataDir,
      ports,
      faults,
      logs,
      durable: options.durable ?? true,
      durableTimeScale: options.durableTimeScale,
      instancesMax: options.instancesMax,
      compiledIn: options.compiledIn,
      onStep: options.onStep ?? (() => undefined),
    });
  let running = await start().catch(async (error: unknown) => {
    await logs.close();
    dropTemporary();
    throw error;
  });

  return {
    region: assembly.region,
    dataDir,
    faults,
    get apiUrl() {
      return running.apiUrl;
    },
    get awsEndpoint() {
      return running.services.endpoint;
    },
    get issuerUrl() {
      return running.issuer.url;
    },
    get credentials() {
      return running.services.root;
    },
    get lambdas() {
      return running.host;
    },
    get durable() {
      return running.host.durable;
    },
    get resources() {
      return running.resources;
    },
    get outbox() {
      return running.services.messaging.outbox;
    },
    token: (request) => running.issuer.token(request),
    mint: (request) => running.issuer.mint(request),
    metric: logs.metric,
    mappingStats: (part) =>
      [...running.mappings].flatMap(([name, mappings]) =>
        name.includes(part) ? mappings.map((mapping) => mapping.stats()) : [],
      ),
    calls: () => running.services.calls(),
    fire: (part) => running.schedules.fire(part),
    drained: () => drained(running),
    restart: async (how) => {
      if (how === 'abruptly') await running.host.stop();
      await running.stop();
      running = await start();
    },
    stop: async () => {
      await running.stop();
      await logs.close();
      dropTemporary();
    },
  };
}

function temporaryFolder(within: string): string {
  const folder = mkdtempSync(join(within, 'sangam-'));
  // As root, PostgreSQL runs under a user of its own, who passes through here.
  chmodSync(folder, 0o711);
  return folder;
}

/** Consumers put records on streams too: done when a whole round found nothing new. */
async function drained({ mappings, host, services, bus }: RunningCloud): Promise<void> {
  const all = [...mappings.values()].flat();
  const delivered = (): number =>
    all.reduce((sum, mapping) => sum + mapping.stats().records, host.durable.invocations());
  for (;;) {
    const before = delivered();
    await services.messaging.settled();
    await bus.settled();
    // What schedules started puts records on streams before these are looked at.
    await host.idle();
    await Promise.all(all.map((mapping) => mapping.drained()));
    await host.idle();
    if (delivered() === before) return;
  }
}
