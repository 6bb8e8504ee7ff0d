import { setTimeout as pause } from 'node:timers/promises';
import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { transferPosted } from '../../lambdas/contracts/payments.ts';
import { notificationIdOf } from '../../lambdas/notifications/domain/request.ts';
import type { Cloud } from '../../local/cloud.ts';
import { clientsOf } from '../../test/support/cloud.ts';

/** When an event was stated, by the message that tells of it; ms of `performance.now()`. */
export type Stated = ReadonlyMap<string, number>;

/** States that a customer received money, each time another customer, every `everyMs` until it is told to stop. */
export function stateTransfers(cloud: Cloud, round: string, customers: readonly string[], everyMs: number) {
  const { kinesis, close } = clientsOf(cloud);
  const StreamName = cloud.resources.one('AWS::Kinesis::Stream', 'DomainEvents').physicalId;
  const stated = new Map<string, number>();
  let isOver = false;

  async function state(number: number): Promise<void> {
    const customer = customers[number % customers.length] ?? '';
    const event = transferPosted.parse({
      specversion: '1.0',
      id: `bench-${round}-${number}`,
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
    stated.set(notificationIdOf(`rule:money-received:${event.id}`, customer), performance.now());
    await kinesis.send(
      new PutRecordCommand({ StreamName, PartitionKey: customer, Data: Buffer.from(JSON.stringify(event)) }),
    );
  }

  const running = (async () => {
    const puts: Promise<void>[] = [];
    const beganMs = performance.now();
    for (let number = 0; !isOver; number++) {
      puts.push(state(number));
      // By the clock, so that a slow machine does not ask for less.
      await pause(Math.max(0, beganMs + (number + 1) * everyMs - performance.now()));
    }
    await Promise.all(puts);
    close();
  })();
  return {
    stated: stated as Stated,
    stop: async (): Promise<void> => {
      isOver = true;
      await running;
    },
  };
}
