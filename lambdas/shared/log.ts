import { Logger } from '@aws-lambda-powertools/logger';

type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** A line is a stable event name plus ids and counts: never a body, a phone number or a whole event. */
export type Log = {
  readonly info: (event: string, fields?: Fields) => void;
  readonly warn: (event: string, fields?: Fields) => void;
  readonly error: (event: string, error: unknown, fields?: Fields) => void;
};

/** JSON lines by Powertools; level from `POWERTOOLS_LOG_LEVEL`. */
export function createLog(service: string): Log {
  const logger = new Logger({ serviceName: service });
  return {
    info: (event, fields = {}) => logger.info(event, fields),
    warn: (event, fields = {}) => logger.warn(event, fields),
    error: (event, error, fields = {}) =>
      logger.error(event, { ...fields, error: error instanceof Error ? error : new Error(String(error)) }),
  };
}
