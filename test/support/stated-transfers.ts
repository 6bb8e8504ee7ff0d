import { setTimeout as pause } from 'node:timers/promises';
import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { transferPosted } from '../../lambdas/contracts/payments.ts';
import { notificationIdOf } from '../../lambdas/notifications/domain/request.ts';
import type { Cloud } from '../../local/cloud.ts';
import { clientsOf } from './cloud.ts';

/** When an event was stated, by the message that tells of it; ms of `performance.now()`. */
export type Stated = ReadonlyMap<string, number>;

type Pace = { readonly everyMs: number; readonly most?: number };

/**
 * States that a customer of `addAudience`'s prefix `t` received money, one after the other, until it is told to stop or
 * stated as many as it may.
 */
export function stateTransfers(cloud: Cloud, round: string, customers: number, { everyMs, most }: Pace) {
  const { kinesis, close } = clientsOf(cloud);
  const StreamName = cloud.resources.one('AWS::Kinesis::Stream', 'DomainEvents').physicalId;
  const stated = new Map<string, number>();
  let left = most ?? Number.POSITIVE_INFINITY;

  async function state(number: number): Promise<void> {
    const event = received(round, number, `t${String((number % customers) + 1).padStart(6, '0')}`);
    const { id, subject } = event;
    stated.set(notificationIdOf(`rule:money-received:${id}`, subject), performance.now());
    const Data = Buffer.from(JSON.stringify(event));
    await kinesis.send(new PutRecordCommand({ StreamName, PartitionKey: subject, Data }));
  }

  const done = (async () => {
    const puts: Promise<void>[] = [];
    const beganMs = performance.now();
    for (let number = 0; left > 0; number++, left--) {
      puts.push(state(number));
      // By the clock, so that a slow machine does not ask for less.
      await pause(Math.max(0, beganMs + (number + 1) * everyMs - performance.now()));
    }
    await Promise.all(puts);
    close();
  })();
  return {
    stated: stated as Stated,
    done,
    stop: (): Promise<void> => {
      left = 0;
      return done;
    },
  };
}

const received = (round: string, number: number, customer: string) =>
  transferPosted.parse({
    specversion: '1.0',
    id: `stated-${round}-${number}`,
    source: '/sangam/payments',
    type: 'sangam.payments.transfer-posted.v1',
    subject: customer,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    data: {
      transferId: `${round}-${number}`,
      kind: 'payment',
      role: 'payee',
      account: `${customer}:INR`,
      counterparty: 'shop',
      amount: '12500',
      currency: 'INR',
      reference: null,
      balance: '12500',
      version: '1',
      hold: null,
      reverses: null,
      context: null,
    },
  });
