import { createHmac } from 'node:crypto';

/** Secrets by their ids and which one signs, as the platform hands them to a vendor. */
export type SandboxKeys = { readonly current: string } & Readonly<Record<string, string>>;

/** What a call says; written anew from what vendors are told, as each of them has to. */
export type SandboxCall = { readonly method: string; readonly path: string; readonly body: string };

const windowSec = 300;

const macOf = ({ method, path, body }: SandboxCall, timestamp: string, secret: string): string =>
  createHmac('sha256', secret).update([method, path, timestamp, body].join('\n')).digest('hex');

export function signed(call: SandboxCall, keys: SandboxKeys): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const mac = macOf(call, timestamp, keys[keys.current] ?? '');
  return { 'sangam-signature': `t=${timestamp},k=${keys.current},v1=${mac}` };
}

export function isSigned(header: unknown, call: SandboxCall, keys: SandboxKeys): boolean {
  const parts = new URLSearchParams(String(header).replaceAll(',', '&'));
  const timestamp = parts.get('t') ?? '';
  const secret = keys[parts.get('k') ?? ''];
  if (secret === undefined || Math.abs(Date.now() / 1000 - Number(timestamp)) > windowSec) return false;
  return parts.get('v1') === macOf(call, timestamp, secret);
}
