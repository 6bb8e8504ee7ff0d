import fc from 'fast-check';
import { isAllowed, like } from '../../../local/iam/evaluate.ts';
import { parseStatements } from '../../../local/iam/statement.ts';

const table = 'arn:aws:dynamodb:ap-south-1:1:table/Consents';
const may = (statements: readonly unknown[], action: string, resource = table, context: Record<string, string> = {}) =>
  isAllowed(parseStatements('role', statements), { action, resource, context });

describe('policies', () => {
  it('allow nothing by themselves', () => {
    expect(may([], 'dynamodb:Query')).toBe(false);
  });

  it('allow the actions and resources that they name, with wildcards and in any case', () => {
    const statements = [{ Effect: 'Allow', Action: ['dynamodb:Quer?', 'DYNAMODB:batch*'], Resource: `${table}*` }];
    expect(may(statements, 'dynamodb:Query')).toBe(true);
    expect(may(statements, 'dynamodb:BatchGetItem', `${table}/index/x`)).toBe(true);
    expect(may(statements, 'dynamodb:PutItem')).toBe(false);
    expect(may(statements, 'dynamodb:Query', 'arn:aws:dynamodb:ap-south-1:1:table/Other')).toBe(false);
  });

  it('let an explicit Deny win', () => {
    const statements = [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: 'dynamodb:DeleteItem', Resource: '*' },
    ];
    expect([may(statements, 'dynamodb:DeleteItem'), may(statements, 'dynamodb:PutItem')]).toEqual([false, true]);
  });

  it('understand NotAction and NotResource', () => {
    expect(may([{ Effect: 'Allow', NotAction: 'dynamodb:Delete*', Resource: '*' }], 'dynamodb:DeleteItem')).toBe(false);
    expect(may([{ Effect: 'Allow', NotAction: 'dynamodb:Delete*', Resource: '*' }], 'dynamodb:PutItem')).toBe(true);
    expect(may([{ Effect: 'Allow', Action: '*', NotResource: table }], 'dynamodb:PutItem')).toBe(false);
  });

  it('apply under their conditions only', () => {
    const via = (operator: string, value: string) => [
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Condition: { [operator]: { 'kms:ViaService': value } } },
    ];
    const context = { 'kms:viaservice': 'kinesis.ap-south-1.amazonaws.com' };
    expect(may(via('StringEquals', 'kinesis.ap-south-1.amazonaws.com'), 'kms:Decrypt', table, context)).toBe(true);
    expect(may(via('StringLike', 'kinesis.*'), 'kms:Decrypt', table, context)).toBe(true);
    expect(may(via('StringEquals', 's3.ap-south-1.amazonaws.com'), 'kms:Decrypt', table, context)).toBe(false);
    expect(may(via('StringNotEquals', 's3.ap-south-1.amazonaws.com'), 'kms:Decrypt', table, context)).toBe(true);
    expect(may(via('StringEquals', 'kinesis.ap-south-1.amazonaws.com'), 'kms:Decrypt', table)).toBe(false);
  });

  it.each([
    [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: { DateLessThan: {} } }, /Condition/],
    [{ Effect: 'Allow', Action: '*', Resource: '*', Principal: '*' }, /Principal/],
    [{ Effect: 'Allow', Resource: '*' }, /needs Action or NotAction/],
    [{ Effect: 'Perhaps', Action: '*', Resource: '*' }, /Effect/],
  ])('stop the start where the laptop would have to guess: %j', (statement, message) => {
    expect(() => parseStatements('collector-role', [statement])).toThrow(message);
    expect(() => parseStatements('collector-role', [statement])).toThrow(/policy of collector-role/);
  });
});

it('matches wildcards as a regular expression would', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
  const texts = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
  fc.assert(
    fc.property(letters, texts, (pattern, text) => {
      const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
      expect(like(pattern, text)).toBe(expression.test(text));
    }),
    { numRuns: 2000 },
  );
});
