import { silentMeter } from '../../fakes.ts';

/** What the handlers were asked to write, and what they logged. */
export const written: string[] = [];
export const logged: unknown[] = [];

export const write = (name: string) => async () => void written.push(name);
const tell = (...told: readonly unknown[]) => void logged.push(told);

export const now = () => new Date('2026-11-21T06:30:00.000Z');
export const deps = { log: { info: tell, warn: tell, error: tell }, meter: silentMeter, now };
