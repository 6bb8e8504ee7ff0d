import { withDynamicReferences } from '../../../local/template/dynamic-references.ts';

it('reads secrets, whole or by key, wherever a text names them', async () => {
  const asked: unknown[] = [];
  const readSecret = async (secretId: string, jsonKey?: string) => {
    asked.push([secretId, jsonKey]);
    return jsonKey ?? 'whole';
  };

  const value = await withDynamicReferences(
    {
      user: '{{resolve:secretsmanager:arn:aws:secretsmanager:ap-south-1:000000000000:secret:admin-a1b2:SecretString:username::}}',
      list: ['a{{resolve:secretsmanager:plain}}b', 1],
    },
    readSecret,
  );

  expect(value).toEqual({ user: 'username', list: ['awholeb', 1] });
  expect(asked).toEqual([
    ['arn:aws:secretsmanager:ap-south-1:000000000000:secret:admin-a1b2', 'username'],
    ['plain', undefined],
  ]);
});

it('stops at a reference to another service', async () => {
  const unexpected = async () => {
    throw new Error('asked');
  };

  await expect(withDynamicReferences('{{resolve:ssm:/a}}', unexpected)).rejects.toThrow('dynamic reference to ssm');
});
