import { z } from 'zod';
import { AwsError } from '../../services/call.ts';

export const errorObject = z.object({
  ErrorMessage: z.string().optional(),
  ErrorType: z.string().optional(),
  ErrorData: z.string().optional(),
  StackTrace: z.array(z.string()).optional(),
});

const seconds = z.number().int().positive();

/** https://docs.aws.amazon.com/lambda/latest/api/API_OperationUpdate.html */
const update = z.object({
  Id: z.string().min(1).max(64),
  Type: z.enum(['EXECUTION', 'STEP', 'WAIT', 'CALLBACK', 'CHAINED_INVOKE', 'CONTEXT']),
  Action: z.enum(['START', 'SUCCEED', 'FAIL', 'RETRY', 'CANCEL']),
  ParentId: z.string().optional(),
  Name: z.string().max(256).optional(),
  SubType: z.string().max(32).optional(),
  Payload: z.string().optional(),
  Error: errorObject.optional(),
  StepOptions: z.object({ NextAttemptDelaySeconds: seconds.optional() }).optional(),
  WaitOptions: z.object({ WaitSeconds: seconds }).optional(),
  CallbackOptions: z
    .object({
      TimeoutSeconds: seconds.or(z.literal(0)).optional(),
      HeartbeatTimeoutSeconds: seconds.or(z.literal(0)).optional(),
    })
    .optional(),
  ChainedInvokeOptions: z.object({ FunctionName: z.string().min(1) }).optional(),
  ContextOptions: z.object({ ReplayChildren: z.boolean().optional() }).optional(),
});

const checkpoint = z.object({
  CheckpointToken: z.string().min(1),
  ClientToken: z.string().optional(),
  Updates: z.array(update).max(250).default([]),
});

/** What a function tells of one of its operations. */
export type Update = z.output<typeof update>;
export type CheckpointRequest = z.output<typeof checkpoint>;

/** @throws AwsError InvalidParameterValueException naming the fields that are wrong */
export function parseCheckpoint(body: unknown): CheckpointRequest {
  const parsed = checkpoint.safeParse(body);
  if (parsed.success) return parsed.data;
  throw invalidParameter(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
}

export const invalidParameter = (message: string): AwsError => new AwsError('InvalidParameterValueException', message);
