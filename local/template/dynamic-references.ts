/** Reads a secret for `{{resolve:secretsmanager:...}}`; undefined stands for the whole text. */
export type ReadSecret = (secretId: string, jsonKey: string | undefined) => Promise<string>;

const reference = /\{\{resolve:([^:}]+):(.+?)\}\}/g;

/**
 * Replaces dynamic references in all texts of a value.
 * @throws Error that names a reference to something else than a secret
 */
export async function withDynamicReferences(value: unknown, readSecret: ReadSecret): Promise<unknown> {
  if (typeof value === 'string') return value.includes('{{resolve:') ? inText(value, readSecret) : value;
  if (Array.isArray(value)) return Promise.all(value.map((each) => withDynamicReferences(each, readSecret)));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(async ([key, each]) => [
    key,
    await withDynamicReferences(each, readSecret),
  ]);
  return Object.fromEntries(await Promise.all(entries)) as unknown;
}

async function inText(text: string, readSecret: ReadSecret): Promise<string> {
  const parts: string[] = [];
  let end = 0;
  for (const match of text.matchAll(reference)) {
    const [written, service = '', target = ''] = match;
    if (service !== 'secretsmanager') throw new Error(`dynamic reference to ${service} is not known here: ${written}`);
    // <secret id or arn>:SecretString:<json key>:<version stage>:<version id>; an ARN has colons of its own.
    const [secretId = '', rest = ''] = target.split(':SecretString');
    const [, jsonKey = ''] = rest.split(':');
    parts.push(text.slice(end, match.index), await readSecret(secretId, jsonKey === '' ? undefined : jsonKey));
    end = match.index + written.length;
  }
  return [...parts, text.slice(end)].join('');
}
