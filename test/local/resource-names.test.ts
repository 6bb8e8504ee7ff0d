import { resourceNames } from '../../local/resource-names.ts';

const created = (...logicalIds: readonly string[]) =>
  resourceNames(
    new Map(
      logicalIds.map((logicalId) => [
        `App/${logicalId}`,
        { type: 'AWS::DynamoDB::Table', logicalId, physicalId: `app-${logicalId}`, attributes: {} },
      ]),
    ),
  );

it('finds a resource by a part of its logical id, the shortest when several have it', () => {
  const names = created('DeviceSmsIndexAB12', 'DeviceSmsAB12', 'ConsentsAB12');

  expect(names.one('AWS::DynamoDB::Table', 'devicesms').physicalId).toBe('app-DeviceSmsAB12');
  expect(names.all('AWS::DynamoDB::Table')).toHaveLength(3);
});

it.each([
  ['Nobody', 'no AWS::DynamoDB::Table is called Nobody: there are OneA, OneB'],
  ['One', 'more than one AWS::DynamoDB::Table is called One: there are OneA, OneB'],
])('says what there is when %s is asked for', (part, message) => {
  expect(() => created('OneA', 'OneB').one('AWS::DynamoDB::Table', part)).toThrow(message);
});
