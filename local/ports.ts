import { freePort, isFree } from './services/free-port.ts';

export type Ports = {
  readonly api: number;
  readonly aws: number;
  readonly issuer: number;
  readonly postgres: number;
  readonly web: number;
  readonly vendor: number;
};

/** Free ones are taken for 0. */
export const freePorts: Ports = { api: 0, aws: 0, issuer: 0, postgres: 0, web: 0, vendor: 0 };

const defaultBase = 4000;
const labels: Readonly<Record<keyof Ports, string>> = {
  api: 'the API',
  aws: 'the AWS endpoint',
  issuer: 'the token issuer',
  postgres: 'PostgreSQL',
  web: 'the page of the outbox',
  vendor: 'the sandbox vendor',
};

/**
 * Six ports in a row from `SANGAM_PORT`.
 * @throws Error that says what a port is
 */
export function portsFrom(environment: NodeJS.ProcessEnv): Ports {
  const base = Number(environment.SANGAM_PORT ?? defaultBase);
  if (!Number.isInteger(base) || base < 1024 || base > 65_530)
    throw new Error(`SANGAM_PORT is ${environment.SANGAM_PORT}: a number from 1024 to 65530 is needed`);
  return { api: base, aws: base + 1, issuer: base + 2, postgres: base + 3, web: base + 4, vendor: base + 5 };
}

/** @throws Error that names a taken port, what it is for, and the variable that changes it */
export async function checkPorts(ports: Ports): Promise<void> {
  for (const [name, port] of Object.entries(ports) as [keyof Ports, number][]) {
    if (port === 0 || (await isFree(port))) continue;
    throw new Error(
      `Port ${port}, which ${labels[name]} needs, is taken by another program.\n` +
        `Stop that program, or choose other ports: SANGAM_PORT=${ports.api + 100} npm start`,
    );
  }
}

/** Replaces each 0 by a free port. */
export async function settledPorts(ports: Ports): Promise<Ports> {
  const settled = Object.entries(ports).map(async ([name, port]) => [name, port === 0 ? await freePort() : port]);
  return Object.fromEntries(await Promise.all(settled)) as Ports;
}
