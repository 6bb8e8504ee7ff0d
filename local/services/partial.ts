import type { Answer, Call, StandIn } from './call.ts';

type Put = Readonly<Record<string, unknown>>;

/**
 * A batch operation that takes only some of its items, as a busy service does: PutRecords, BatchWriteItem, SendMessages
 * and SendBulkEmail. Other operations are carried out whole.
 * @param keep decides for each item
 */
export async function carryOutPartly(call: Call, carryOut: StandIn['handle'], keep: () => boolean): Promise<Answer> {
  if (call.operation === 'PutRecords') return putSome(call, carryOut, keep);
  if (call.operation === 'BatchWriteItem') return writeSome(call, carryOut, keep);
  if (call.operation === 'SendMessages') return messageSome(call, carryOut, keep);
  if (call.operation === 'SendBulkEmail') return mailSome(call, carryOut, keep);
  return carryOut(call);
}

const withInput = (call: Call, input: Put): Call => ({ ...call, input, body: Buffer.from(JSON.stringify(input)) });
const withBody = (answer: Answer, value: unknown): Answer => {
  const { 'content-length': _, 'x-amz-crc32': __, ...headers } = answer.headers;
  return { ...answer, headers, body: JSON.stringify(value) };
};

async function putSome(call: Call, carryOut: StandIn['handle'], keep: () => boolean): Promise<Answer> {
  const records = (call.input.Records ?? []) as Put[];
  const taken = records.map(() => keep());
  const kept = records.filter((_, index) => taken[index]);
  if (kept.length === 0) taken[0] = true;
  const answer = await carryOut(
    withInput(call, { ...call.input, Records: kept.length === 0 ? records.slice(0, 1) : kept }),
  );
  if (answer.status !== 200) return answer;
  const put = (JSON.parse(answer.body.toString()) as { Records: Put[] }).Records.values();
  const refused = { ErrorCode: 'ProvisionedThroughputExceededException', ErrorMessage: 'Rate exceeded for shard' };
  const Records = taken.map((isTaken) => (isTaken ? put.next().value : refused));
  return withBody(answer, { FailedRecordCount: taken.filter((isTaken) => !isTaken).length, Records });
}

async function writeSome(call: Call, carryOut: StandIn['handle'], keep: () => boolean): Promise<Answer> {
  const kept: Record<string, Put[]> = {};
  const UnprocessedItems: Record<string, Put[]> = {};
  for (const [table, items] of Object.entries((call.input.RequestItems ?? {}) as Record<string, Put[]>))
    for (const item of items) {
      const side = keep() ? kept : UnprocessedItems;
      side[table] = [...(side[table] ?? []), item];
    }
  if (Object.keys(kept).length === 0) return carryOut(call);
  const answer = await carryOut(withInput(call, { ...call.input, RequestItems: kept }));
  return answer.status === 200 ? withBody(answer, { UnprocessedItems }) : answer;
}

async function messageSome(call: Call, carryOut: StandIn['handle'], keep: () => boolean): Promise<Answer> {
  const addresses = Object.entries((call.input.Addresses ?? {}) as Record<string, Put>);
  const kept = addresses.filter(keep);
  if (kept.length === 0) return carryOut(call);
  const answer = await carryOut(withInput(call, { ...call.input, Addresses: Object.fromEntries(kept) }));
  if (answer.status !== 200) return answer;
  const response = JSON.parse(answer.body.toString()) as { readonly Result: Readonly<Record<string, Put>> };
  const throttled = { DeliveryStatus: 'THROTTLED', StatusCode: 429, StatusMessage: 'Rate exceeded' };
  const Result = Object.fromEntries(addresses.map(([address]) => [address, response.Result[address] ?? throttled]));
  return withBody(answer, { ...response, Result });
}

async function mailSome(call: Call, carryOut: StandIn['handle'], keep: () => boolean): Promise<Answer> {
  const entries = (call.input.BulkEmailEntries ?? []) as Put[];
  const taken = entries.map(() => keep());
  if (!taken.includes(true)) return carryOut(call);
  const kept = entries.filter((_, index) => taken[index]);
  const answer = await carryOut(withInput(call, { ...call.input, BulkEmailEntries: kept }));
  if (answer.status !== 200) return answer;
  const sent = (JSON.parse(answer.body.toString()) as { BulkEmailEntryResults: Put[] }).BulkEmailEntryResults.values();
  const throttled = { Status: 'ACCOUNT_THROTTLED', Error: 'Maximum sending rate exceeded.' };
  return withBody(answer, {
    BulkEmailEntryResults: taken.map((isTaken) => (isTaken ? sent.next().value : throttled)),
  });
}
