import type { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { makePublisher, PublishFailed } from '../../../lambdas/shared/publish.ts';
import { anSms, anSmsReceived } from '../../support/events.ts';

type Answer = (subjects: string[]) => { ErrorCode?: string }[];

/** A client that answers each PutRecords with the next of `answers`, the last for ever. */
function kinesisAnswering(...answers: Answer[]) {
  const calls: string[][] = [];
  const client = {
    send: async ({ input }: PutRecordsCommand) => {
      const subjects = (input.Records ?? []).map(({ PartitionKey }) => PartitionKey ?? '');
      const answer = answers[Math.min(calls.length, answers.length - 1)];
      calls.push(subjects);
      return { Records: answer?.(subjects) };
    },
  } as unknown as KinesisClient;
  return { client, calls };
}

const taken: Answer = (subjects) => subjects.map(() => ({}));
const noPause = async () => undefined;

describe('makePublisher', () => {
  it('asks again only for the records that the stream refused', async () => {
    const { client, calls } = kinesisAnswering(
      (subjects) => subjects.map((s) => (s === 'b' ? { ErrorCode: 'ProvisionedThroughputExceededException' } : {})),
      taken,
    );
    await makePublisher(client, 'facts', noPause)(['a', 'b', 'c'].map((s) => anSmsReceived([anSms()], s)));
    expect(calls).toEqual([['a', 'b', 'c'], ['b']]);
  });

  it('gives up after five attempts and says how many are left', async () => {
    const { client, calls } = kinesisAnswering((subjects) => subjects.map(() => ({ ErrorCode: 'InternalFailure' })));
    await expect(makePublisher(client, 'facts', noPause)([anSmsReceived()])).rejects.toThrow(
      new PublishFailed('1 of 1 events refused'),
    );
    expect(calls).toHaveLength(5);
  });

  it('keeps each call within 500 records and 5 MiB', async () => {
    const { client, calls } = kinesisAnswering(taken);
    await makePublisher(client, 'facts', noPause)(Array.from({ length: 501 }, () => anSmsReceived()));
    expect(calls.map((subjects) => subjects.length)).toEqual([500, 1]);

    calls.length = 0;
    const large = anSmsReceived(Array.from({ length: 250 }, () => anSms({ message: 'x'.repeat(4000) })));
    await makePublisher(client, 'facts', noPause)([large, large, large, large, large, large]);
    expect(calls.map((subjects) => subjects.length)).toEqual([5, 1]);
  });

  it('makes no call for no events', async () => {
    const { client, calls } = kinesisAnswering(taken);
    await makePublisher(client, 'facts')([]);
    expect(calls).toEqual([]);
  });
});
