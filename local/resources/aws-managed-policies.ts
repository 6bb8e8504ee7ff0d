import type { Statement } from './roles.ts';

/** What AWS's own policies allow, as far as the laptop has the services. */
const known: Readonly<Record<string, readonly Statement[]>> = {
  // Log groups, traces and network interfaces have no stand-in that could be called.
  'service-role/AWSLambdaBasicExecutionRole': [],
  'service-role/AWSLambdaVPCAccessExecutionRole': [],
  'service-role/AWSLambdaBasicDurableExecutionRolePolicy': [
    {
      Effect: 'Allow',
      Action: ['lambda:CheckpointDurableExecution', 'lambda:GetDurableExecutionState'],
      Resource: '*',
    },
  ],
  AWSXRayDaemonWriteAccess: [],
};

const prefix = 'arn:aws:iam::aws:policy/';

export const isAwsManaged = (policyArn: string): boolean => policyArn.startsWith(prefix);

/** Undefined for a policy that the laptop does not know. */
export const awsManagedStatements = (policyArn: string): readonly Statement[] | undefined =>
  known[policyArn.slice(prefix.length)];
