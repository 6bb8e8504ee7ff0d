import { z } from 'zod';
import { functionNameOf } from '../lambda/function-name.ts';
import { adapter, noMeaning } from './adapter.ts';

const provisioned = noMeaning('a laptop keeps instances warm while they are used');

/** The laptop runs one version of each function: what the last synth made. */
export const lambdaVersion = adapter({
  type: 'AWS::Lambda::Version',
  properties: z.strictObject({
    FunctionName: z.string(),
    CodeSha256: noMeaning('guards against publishing other code'),
    Description: noMeaning('read by people on AWS'),
    ProvisionedConcurrencyConfig: provisioned,
  }),
  create: ({ properties: { FunctionName } }, world) => {
    const name = functionNameOf(FunctionName);
    const arn = `arn:aws:lambda:${world.region}:${world.accountId}:function:${name}:1`;
    world.publishFunction(name, '1');
    return { physicalId: arn, attributes: { Version: '1', FunctionArn: arn } };
  },
});

export const lambdaAlias = adapter({
  type: 'AWS::Lambda::Alias',
  properties: z.strictObject({
    FunctionName: z.string(),
    Name: z.string(),
    FunctionVersion: noMeaning('the laptop runs one version'),
    Description: noMeaning('read by people on AWS'),
    ProvisionedConcurrencyConfig: provisioned,
  }),
  create: ({ properties: { FunctionName, Name } }, world) => {
    const name = functionNameOf(FunctionName);
    const arn = `arn:aws:lambda:${world.region}:${world.accountId}:function:${name}:${Name}`;
    world.publishFunction(name, Name);
    return { physicalId: arn, attributes: { AliasArn: arn } };
  },
});
