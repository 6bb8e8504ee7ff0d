import type { ApiRoute } from './api-resources.ts';
import { type Failure, functionReply, gatewayReply, type Reply } from './reply.ts';
import type { Invoke } from './types.ts';

export type Integrated = {
  readonly reply: Reply;
  /** What the access log says went wrong. */
  readonly error: string | undefined;
  /** Status of the invocation, not of the answer. */
  readonly integrationStatus: number;
};

/** Lambda's limit for an event, bytes of JSON. */
const eventBytesMax = 6 * 1024 * 1024;

/** Calls the function of a route and makes a reply of what it answered, or of what went wrong. */
export async function invokeRoute(
  route: Pick<ApiRoute, 'functionReference' | 'timeoutMs'>,
  event: object,
  invoke: Invoke,
): Promise<Integrated> {
  const { body } = event as { readonly body?: string };
  // Only a large body can make an event too large, and measuring every event would cost more than the rest.
  if (
    body !== undefined &&
    body.length > eventBytesMax / 8 &&
    Buffer.byteLength(JSON.stringify(event)) > eventBytesMax
  ) {
    return failed({ reply: gatewayReply(413, 'Request Entity Too Large'), message: 'event larger than 6 MB' }, 413);
  }
  const result = await withinTime(invoke(route.functionReference, event), route.timeoutMs);
  if (result === 'timeout') {
    return failed({ reply: gatewayReply(503, 'Service Unavailable'), message: 'integration timed out' }, 504);
  }
  if (result.kind === 'error') {
    const status = result.errorType === 'TooManyRequestsException' ? 429 : 200;
    return failed({ reply: internalError(), message: result.errorType }, status);
  }
  const reply = functionReply(result.payload);
  if (reply === undefined) return failed({ reply: internalError(), message: 'invalid answer of the function' }, 200);
  return { reply, error: undefined, integrationStatus: 200 };
}

function internalError(): Reply {
  return gatewayReply(500, 'Internal Server Error');
}

function failed({ reply, message }: Failure, integrationStatus: number): Integrated {
  return { reply, error: message, integrationStatus };
}

/** The function goes on after the time is over, as on AWS: only nobody waits for it. */
async function withinTime<Result>(running: Promise<Result>, timeoutMs: number): Promise<Result | 'timeout'> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), timeoutMs);
  });
  try {
    return await Promise.race([running, over]);
  } finally {
    clearTimeout(timer);
  }
}
