import { concurrently } from '../../../shared/concurrently.ts';
import type { Outbound, Send, SendOutcome } from '../../domain/outbound.ts';
import { failureOf } from './failure.ts';
import type { Pacer } from './pace.ts';

/** Told when a provider refuses us rather than a message, with the reason. */
export type OnRefusedUs = (reason: string) => void;

export type CallsSpec<Message extends Outbound> = {
  /** Hands over messages of one group, no address twice. Its errors say what became of all of them. */
  readonly call: (messages: readonly Message[]) => Promise<readonly SendOutcome[]>;
  /** What messages of one call have in common. */
  readonly groupOf: (message: Message) => string;
  readonly messagesMax: number;
  /** Of a call, by `bytesOf`; left out: as many as `messagesMax`. */
  readonly bytesMax?: number;
  readonly bytesOf?: (message: Message) => number;
  /** An outcome for what no provider needs to be asked about. */
  readonly refuse?: (message: Message) => SendOutcome | undefined;
  /** How much of the provider's rate it takes; 1 when left out. */
  readonly weightOf?: (message: Message) => number;
  /** Calls at a time. */
  readonly parallel: number;
  readonly pace: Pacer;
  readonly onRefusedUs: OnRefusedUs;
};

type Numbered<Message> = { readonly index: number; readonly message: Message };

/** Sends by calls that each take several messages, and puts their outcomes in the order of the messages. */
export function sendInCalls<Message extends Outbound>(spec: CallsSpec<Message>): Send<Message> {
  const { refuse = () => undefined, weightOf = () => 1 } = spec;

  async function attempt(messages: readonly Message[]): Promise<readonly SendOutcome[]> {
    await spec.pace(messages.reduce((sum, message) => sum + weightOf(message), 0));
    try {
      return await spec.call(messages);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'outcome') return messages.map(() => failure.outcome);
      if (failure.kind === 'one-of-them') return withoutTheCulprit(messages, failure.reason);
      spec.onRefusedUs(failure.reason);
      return messages.map(() => ({ status: 'busy', reason: failure.reason }));
    }
  }

  /** Halves until the message that spoils the call is alone. */
  async function withoutTheCulprit(messages: readonly Message[], reason: string): Promise<readonly SendOutcome[]> {
    if (messages.length === 1) return [{ status: 'refused', reason }];
    const middle = Math.ceil(messages.length / 2);
    return [...(await attempt(messages.slice(0, middle))), ...(await attempt(messages.slice(middle)))];
  }

  return async (messages) => {
    const outcomes = messages.map(refuse);
    const wanted = messages.flatMap((message, index) => (outcomes[index] === undefined ? [{ index, message }] : []));
    await concurrently(spec.parallel, callsFor(wanted, spec), async (numbered) => {
      const said = await attempt(numbered.map(({ message }) => message));
      numbered.forEach(({ index }, at) => {
        outcomes[index] = said[at];
      });
    });
    return outcomes.map((outcome) => outcome ?? { status: 'unknown', reason: 'no-result' });
  };
}

/** Groups and cuts. A provider answers by address, so an address that comes again goes into another call. */
function callsFor<Message extends Outbound>(
  numbered: readonly Numbered<Message>[],
  { groupOf, messagesMax, bytesMax = Number.POSITIVE_INFINITY, bytesOf = () => 0 }: CallsSpec<Message>,
): readonly (readonly Numbered<Message>[])[] {
  const groups = Map.groupBy(numbered, ({ message }) => groupOf(message));
  return [...groups.values()].flatMap((group) => {
    const calls: { readonly of: Numbered<Message>[]; readonly addresses: Set<string>; bytes: number }[] = [];
    for (const each of group) {
      const { address } = each.message as { readonly address?: string };
      const bytes = bytesOf(each.message);
      const fits = calls.findLast(
        (call) => call.of.length < messagesMax && call.bytes + bytes <= bytesMax && !call.addresses.has(address ?? ''),
      );
      const call = fits ?? { of: [], addresses: new Set<string>(), bytes: 0 };
      if (fits === undefined) calls.push(call);
      call.of.push(each);
      call.addresses.add(address ?? '');
      call.bytes += bytes;
    }
    return calls.map(({ of }) => of);
  });
}
