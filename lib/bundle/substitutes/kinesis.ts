import { type ClientConfig, JsonClient, JsonCommand } from './json-client.ts';

/** Stands in for `@aws-sdk/client-kinesis` in bundles (json-client.ts): a command that is not here does not bundle. */
export class KinesisClient extends JsonClient {
  constructor(config: ClientConfig = {}) {
    super(
      {
        host: 'kinesis',
        variable: 'KINESIS',
        attemptsMax: 3,
        addressed: (operation) => ({
          path: '/',
          headers: {
            'content-type': 'application/x-amz-json-1.1',
            'x-amz-target': `Kinesis_20131202.${operation}`,
          },
        }),
      },
      config,
    );
  }
}

type Entry = Readonly<Record<string, unknown>> & { readonly Data: Uint8Array };

export class PutRecordsCommand extends JsonCommand {
  readonly operation = 'PutRecords';

  constructor({ Records, ...input }: { readonly Records: readonly Entry[] }) {
    super({ ...input, Records: Records.map(({ Data, ...entry }) => ({ ...entry, Data: asBase64(Data) })) });
  }
}

const asBase64 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');
