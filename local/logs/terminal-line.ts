import { objectIn } from './emf.ts';

const lengthMax = 300;
/** Fields of Powertools and of ours that the terminal's own columns tell, or that are for files only. */
const left = new Set(['level', 'message', 'timestamp', 'at', 'service', 'sampling_rate', 'stack', 'requestId']);

/** A line of a log file as a person reads it in a terminal: the event first, then short fields. */
export function terminalLine(level: string, functionName: string, line: string): string {
  const fields = objectIn(line);
  const said =
    fields === undefined ? line : `${String(fields.message ?? '')} ${Object.entries(fields).flatMap(shown).join(' ')}`;
  const text = said.length > lengthMax ? `${said.slice(0, lengthMax)}...` : said;
  return `${level.padEnd(5)} ${shortName(functionName)}  ${text.trimEnd()}`;
}

function shown([name, value]: [string, unknown]): string[] {
  if (left.has(name) || value === undefined) return [];
  if (typeof value !== 'object' || value === null) return [`${name}=${String(value)}`];
  const { name: errorName, message } = value as { readonly name?: unknown; readonly message?: unknown };
  return [`${name}=${message === undefined ? JSON.stringify(value) : `${String(errorName)}: ${String(message)}`}`];
}

/** `StoreSms` of `sangam-dev-devices-StoreSmsFunction84A3337D`: the CDK's own additions say nothing to a person. */
const shortName = (functionName: string): string =>
  (functionName.split('-').at(-1) ?? functionName).replace(/(Function)?[0-9A-F]{8}$/, '') || functionName;
