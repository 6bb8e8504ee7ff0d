import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { UnsupportedHttpApi } from './api-resources.ts';

/** `$context` variables of one request by name, without the `$context.`; what is not there is logged as `-`. */
export type LogContext = Readonly<Record<string, string | number | undefined>>;

export type AccessLog = { readonly write: (context: LogContext) => void; readonly close: () => Promise<void> };

/** Variables that the laptop has, or rightly leaves empty. */
const known = new Set([
  'accountId',
  'apiId',
  'authorizer.error',
  'awsEndpointRequestId',
  'dataProcessed',
  'domainName',
  'domainPrefix',
  'error.message',
  'error.responseType',
  'extendedRequestId',
  'httpMethod',
  'identity.sourceIp',
  'identity.userAgent',
  'integration.error',
  'integration.integrationStatus',
  'integration.latency',
  'integration.requestId',
  'integration.status',
  'integrationErrorMessage',
  'integrationLatency',
  'integrationStatus',
  'path',
  'protocol',
  'requestId',
  'requestTime',
  'requestTimeEpoch',
  'responseLatency',
  'responseLength',
  'routeKey',
  'stage',
  'status',
]);

/**
 * Compiles a stage's log format.
 * @throws {UnsupportedHttpApi} naming a variable that the laptop does not know.
 */
function compileLogFormat(format: string): (context: LogContext) => string {
  const pieces = format.replaceAll(/\s*\n\s*/g, ' ').split(/(\$context(?:\.[A-Za-z0-9_:-]+)+)/);
  const names = pieces.map((piece, index) => (index % 2 === 1 ? piece.slice('$context.'.length) : undefined));
  for (const name of names) {
    if (name === undefined || known.has(name) || /^authorizer\.(claims\.)?[A-Za-z0-9_:-]+$/.test(name)) continue;
    throw new UnsupportedHttpApi(`AccessLogSettings.Format: $context.${name} is not known here`);
  }
  return (context) =>
    pieces
      .map((piece, index) => {
        const name = names[index];
        return name === undefined ? piece : escaped(String(context[name] ?? '-'));
      })
      .join('');
}

/** Lines go to the file so long after the first of them, in one call of the system. */
const gatherMs = 50;

/** A line for each request, appended to a file. */
export function openAccessLog(path: string, format: string): AccessLog {
  const render = compileLogFormat(format);
  mkdirSync(dirname(path), { recursive: true });
  const file = createWriteStream(path, { flags: 'a' });
  return {
    write: (context) => {
      if (file.writableCorked === 0) {
        file.cork();
        setTimeout(() => file.uncork(), gatherMs);
      }
      file.write(`${render(context)}\n`);
    },
    close: () => new Promise((resolve) => file.end(resolve)),
  };
}

/** What a client wrote must not end the line or the JSON text around it. */
function escaped(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}
