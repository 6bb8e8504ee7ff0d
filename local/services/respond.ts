import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultKind, Faults } from '../faults.ts';
import { checkAccess, type Principal } from '../iam/gate.ts';
import type { Account, KeyOf } from '../iam/needs.ts';
import { type Answer, AwsError, type Call, errorAnswer, type StandIn } from './call.ts';
import type { Respond } from './front.ts';
import { carryOutPartly } from './partial.ts';
import { readCall, signerOf } from './read-call.ts';

/** What the terminal and tests are told of calls that did not end well. */
export type ServiceLogLine = {
  readonly event: 'call.refused' | 'call.harmed' | 'call.broke';
  readonly principal: string;
  readonly call: string;
  readonly message: string;
};

export type RespondDeps = {
  readonly standIns: ReadonlyMap<string, StandIn>;
  readonly principalOf: (accessKeyId: string) => Principal | undefined;
  readonly account: Account;
  readonly keyOf: KeyOf;
  readonly faults: Faults;
  /** Kills the worker that made the call, told by its session token. */
  readonly onCrash: (principal: string, sessionToken: string | undefined) => void;
  readonly log: (line: ServiceLogLine) => void;
  /** Told of each call that a function makes, by `<service>:<operation>`. */
  readonly onCall: (call: string) => void;
};

/** The word each service has for "too many requests". */
const throttling: Readonly<Record<string, [code: string, status: number]>> = {
  dynamodb: ['ProvisionedThroughputExceededException', 400],
  kinesis: ['ProvisionedThroughputExceededException', 400],
  s3: ['SlowDown', 503],
  'rds-data': ['ThrottlingException', 429],
  lambda: ['TooManyRequestsException', 429],
  mobiletargeting: ['TooManyRequestsException', 429],
  ses: ['TooManyRequestsException', 429],
};

/** Every call of every service: who is it, may they, does a fault strike, then the stand-in's answer. */
export function makeRespond(deps: RespondDeps): Respond {
  const { standIns, principalOf, account, keyOf, faults, onCrash, log, onCall } = deps;

  return async (request) => {
    let service = '';
    try {
      const signer = signerOf(request.url, request.headers);
      service = signer.service;
      const principal = principalOf(signer.accessKeyId);
      if (principal === undefined)
        throw service === 's3'
          ? new AwsError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403)
          : new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.');
      const call = readCall(service, request, request.body);
      return await serve(call, principal, signer.sessionToken);
    } catch (error) {
      if (error instanceof AwsError) return errorAnswer(service, error);
      log({ event: 'call.broke', principal: '', call: service, message: String(error) });
      return errorAnswer(service, new AwsError('InternalServerError', 'The stand-in broke.', 500));
    }
  };

  async function serve(call: Call, principal: Principal, session: string | undefined): Promise<Answer | undefined> {
    const name = `${call.service}:${call.operation}`;
    const standIn = standIns.get(call.service);
    if (standIn === undefined)
      throw new AwsError('UnsupportedOperation', `Service ${call.service} has no stand-in on the laptop.`);
    try {
      checkAccess(principal, call, account, keyOf);
    } catch (error) {
      log({ event: 'call.refused', principal: principal.name, call: name, message: String(error) });
      throw error;
    }
    if (principal.statements === 'root') return standIn.handle(call);
    onCall(name);
    const hits = faults.strike({ service: call.service, operation: call.operation, principal: principal.name });
    for (const { kind } of hits) log({ event: 'call.harmed', principal: principal.name, call: name, message: kind });
    return harm(call, standIn, hits, () => onCrash(principal.name, session));
  }

  async function harm(
    call: Call,
    standIn: StandIn,
    hits: readonly FaultKind[],
    crash: () => void,
  ): Promise<Answer | undefined> {
    let isPartial = false;
    let crashAfter: (() => void) | undefined;
    let isAnswerLost = false;
    for (const hit of hits) {
      if (hit.kind === 'delay') await sleep(hit.ms);
      else if (hit.kind === 'away') return undefined;
      else if (hit.kind === 'fail') throw new AwsError(hit.code, 'A fault on demand.', hit.status ?? 400);
      else if (hit.kind === 'throttle') {
        const [code, status] = throttling[call.service] ?? ['ThrottlingException', 400];
        throw new AwsError(code, 'Rate exceeded (a fault on demand).', status);
      } else if (hit.kind === 'partial') isPartial = true;
      else if (hit.when === 'before') {
        crash();
        return undefined;
      } else {
        crashAfter = crash;
        isAnswerLost = hit.when === 'during';
      }
    }
    const answer = await (isPartial
      ? carryOutPartly(call, standIn.handle, () => faults.random() < 0.5)
      : standIn.handle(call));
    if (crashAfter === undefined) return answer;
    if (isAnswerLost) {
      crashAfter();
      return undefined;
    }
    // The answer leaves first: the worker dies knowing it.
    setImmediate(crashAfter);
    return answer;
  }
}
