import { z } from 'zod';
import { functionNameOf } from '../lambda/function-name.ts';
import { asynchronousDefaults } from '../lambda/function-spec.ts';
import { adapter, noMeaning } from './adapter.ts';
import { physicalName, uuidOf } from './names.ts';

const destination = z.strictObject({ Destination: z.string() }).optional();

/** What becomes of events that nobody waits for. */
export const lambdaEventInvokeConfig = adapter({
  type: 'AWS::Lambda::EventInvokeConfig',
  properties: z.strictObject({
    FunctionName: z.string(),
    Qualifier: noMeaning('the laptop runs one version'),
    MaximumEventAgeInSeconds: z.coerce.number().default(asynchronousDefaults.ageMaxSec),
    MaximumRetryAttempts: z.coerce.number().default(asynchronousDefaults.retriesMax),
    DestinationConfig: z.strictObject({ OnFailure: destination, OnSuccess: destination }).optional(),
  }),
  create: ({ properties, ...wanted }, world) => {
    const onFailure = properties.DestinationConfig?.OnFailure?.Destination;
    const onSuccess = properties.DestinationConfig?.OnSuccess?.Destination;
    world.changeAsynchronous(functionNameOf(properties.FunctionName), {
      ageMaxSec: properties.MaximumEventAgeInSeconds,
      retriesMax: properties.MaximumRetryAttempts,
      ...(onFailure !== undefined && { onFailure }),
      ...(onSuccess !== undefined && { onSuccess }),
    });
    return { physicalId: physicalName(wanted, 128), attributes: {} };
  },
});

/** Started when everything is there; `local/streams` checks the properties that are its own. */
export const lambdaEventSourceMapping = adapter({
  type: 'AWS::Lambda::EventSourceMapping',
  properties: z.looseObject({ FunctionName: z.string(), EventSourceArn: z.string() }),
  create: ({ properties, ...wanted }, world) => {
    const uuid = uuidOf(wanted);
    world.mappings.push({ uuid, functionName: functionNameOf(properties.FunctionName), properties });
    return { physicalId: uuid, attributes: { Id: uuid } };
  },
});

export const lambdaPermission = adapter({
  type: 'AWS::Lambda::Permission',
  properties: z.strictObject({
    Action: z.literal('lambda:InvokeFunction'),
    FunctionName: z.string(),
    Principal: z.string(),
    SourceArn: z.string().optional(),
    SourceAccount: noMeaning('the laptop has one account'),
  }),
  create: ({ properties: { FunctionName, Principal, SourceArn }, ...wanted }, world) => {
    world.permissions.push({
      functionName: functionNameOf(FunctionName),
      principal: Principal,
      ...(SourceArn !== undefined && { sourceArn: SourceArn }),
    });
    return { physicalId: physicalName(wanted, 100), attributes: {} };
  },
});
