/** One call of an AWS API as it reaches the laptop's endpoint. */
export type Call = {
  /** Signing name: `dynamodb`, `kinesis`, `s3`, `sqs`, `secretsmanager`, `rds-data`, `lambda`, `mobiletargeting`, `sms-voice`, `ses`. */
  readonly service: string;
  /** For example `PutItem`. */
  readonly operation: string;
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
  /** The body of a JSON protocol, empty for the others. */
  readonly input: Readonly<Record<string, unknown>>;
};

/** What goes back: a status, headers and a body. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer | string;
};

/** An error in the words of AWS: every protocol writes it its own way. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Carries out the calls of one service. */
export type StandIn = {
  readonly handle: (call: Call) => Promise<Answer>;
  readonly stop: () => Promise<void>;
};

export const jsonAnswer = (value: unknown, contentType = 'application/json'): Answer => ({
  status: 200,
  headers: { 'content-type': contentType },
  body: JSON.stringify(value),
});

const escaped = (text: string): string => text.replace(/[<>&]/g, (c) => ({ '<': '&lt;', '>': '&gt;' })[c] ?? '&amp;');

/** The error as the service's protocol has it: XML for S3, a JSON body with `__type` for the rest. */
export function errorAnswer(service: string, { code, message, status }: AwsError): Answer {
  if (service === 's3')
    return {
      status,
      headers: { 'content-type': 'application/xml' },
      body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`,
    };
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code },
    body: JSON.stringify({ __type: code, message, Message: message }),
  };
}
