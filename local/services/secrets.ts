import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type Answer, AwsError, type Call, jsonAnswer, type StandIn } from './call.ts';

type Secret = { readonly arn: string; readonly name: string; readonly versionId: string; readonly value: string };

export type SecretsStandIn = StandIn & {
  /** The value of the secret with this ARN or name, for the Data API. */
  readonly valueOf: (id: string) => string | undefined;
};

/** Secrets Manager: create, read, change; kept in one file that only its owner may read. */
export function startSecrets(file: string, region: string, accountId: string): SecretsStandIn {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Secret[]) : [];
  const secrets = new Map(kept.map((secret) => [secret.name, secret]));

  const keep = (secret: Secret): Secret => {
    secrets.set(secret.name, secret);
    writeFileSync(`${file}.new`, JSON.stringify([...secrets.values()]), { mode: 0o600 });
    renameSync(`${file}.new`, file);
    return secret;
  };

  const find = (id: unknown): Secret | undefined =>
    [...secrets.values()].find(({ arn, name }) => arn === id || name === id);

  const get = (id: unknown): Secret => {
    const secret = find(id);
    if (secret === undefined)
      throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return secret;
  };

  /** AWS ends an ARN in six random letters; ours follow from the name, so that a second start finds them again. */
  const arnOf = (name: string): string =>
    `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-${createHash('sha256').update(name).digest('hex').slice(0, 6)}`;

  const operations: Readonly<Record<string, (input: Call['input']) => object>> = {
    CreateSecret: ({ Name, SecretString }) => {
      const name = String(Name);
      if (secrets.has(name)) throw new AwsError('ResourceExistsException', `The secret ${name} already exists.`);
      const { arn, versionId } = keep({ arn: arnOf(name), name, versionId: randomUUID(), value: String(SecretString) });
      return { ARN: arn, Name: name, VersionId: versionId };
    },
    DescribeSecret: ({ SecretId }) => {
      const { arn, name, versionId } = get(SecretId);
      return { ARN: arn, Name: name, VersionIdsToStages: { [versionId]: ['AWSCURRENT'] } };
    },
    GetSecretValue: ({ SecretId }) => {
      const { arn, name, versionId, value } = get(SecretId);
      return { ARN: arn, Name: name, VersionId: versionId, SecretString: value, VersionStages: ['AWSCURRENT'] };
    },
    PutSecretValue: ({ SecretId, SecretString }) => {
      const { arn, name, versionId } = keep({ ...get(SecretId), versionId: randomUUID(), value: String(SecretString) });
      return { ARN: arn, Name: name, VersionId: versionId, VersionStages: ['AWSCURRENT'] };
    },
  };

  return {
    handle: async ({ operation, input }): Promise<Answer> => {
      const carryOut = operations[operation];
      if (carryOut === undefined)
        throw new AwsError('UnsupportedOperation', `secretsmanager:${operation} has no stand-in on the laptop.`);
      return jsonAnswer(carryOut(input), 'application/x-amz-json-1.1');
    },
    stop: async () => undefined,
    valueOf: (id) => find(id)?.value,
  };
}
