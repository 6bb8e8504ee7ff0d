import { z } from 'zod';
import { adapter, noMeaning, tagged } from './adapter.ts';
import { awsManagedStatements, isAwsManaged } from './aws-managed-policies.ts';
import { physicalName, shortId } from './names.ts';
import { roleNameOf, type Statement } from './roles.ts';

const policyDocument = z.strictObject({
  Version: z.string().optional(),
  Id: z.string().optional(),
  Statement: z.union([z.array(z.record(z.string(), z.unknown())), z.record(z.string(), z.unknown())]),
});
const statementsIn = (document: z.output<typeof policyDocument>): readonly Statement[] => [document.Statement].flat();

const knownPolicyArn = z.string().refine((arn) => !isAwsManaged(arn) || awsManagedStatements(arn) !== undefined, {
  error: ({ input }) => `the policy ${String(input)} is not known here`,
});

export const iamRole = adapter({
  type: 'AWS::IAM::Role',
  properties: z.strictObject({
    RoleName: z.string().optional(),
    ManagedPolicyArns: z.array(knownPolicyArn).default([]),
    Policies: z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: policyDocument })).default([]),
    AssumeRolePolicyDocument: noMeaning('the laptop itself starts functions under their roles'),
    Description: noMeaning('read by people on AWS'),
    MaxSessionDuration: noMeaning('access keys of a laptop live as long as the start'),
    Path: noMeaning('roles are named without it here'),
    ...tagged,
  }),
  create: ({ properties, ...wanted }, world) => {
    const name = properties.RoleName ?? physicalName(wanted, 64);
    for (const { PolicyDocument } of properties.Policies) world.roles.add(name, statementsIn(PolicyDocument));
    for (const arn of properties.ManagedPolicyArns)
      if (isAwsManaged(arn)) world.roles.add(name, awsManagedStatements(arn) ?? []);
      else world.roles.attach(name, arn);
    return {
      physicalId: name,
      attributes: {
        Arn: `arn:aws:iam::${world.accountId}:role/${name}`,
        RoleId: `AROA${shortId(wanted, 16).toUpperCase()}`,
      },
    };
  },
});

const attachable = {
  PolicyDocument: policyDocument,
  Roles: z.array(z.string()).default([]),
  Users: z.array(z.never()).optional(),
  Groups: z.array(z.never()).optional(),
};

export const iamPolicy = adapter({
  type: 'AWS::IAM::Policy',
  properties: z.strictObject({ PolicyName: z.string(), ...attachable }),
  create: ({ properties }, world) => {
    for (const role of properties.Roles) world.roles.add(roleNameOf(role), statementsIn(properties.PolicyDocument));
    return { physicalId: properties.PolicyName, attributes: { Id: properties.PolicyName } };
  },
});

export const iamManagedPolicy = adapter({
  type: 'AWS::IAM::ManagedPolicy',
  properties: z.strictObject({
    ManagedPolicyName: z.string().optional(),
    Description: noMeaning('read by people on AWS'),
    Path: noMeaning('policies are named without it here'),
    ...attachable,
  }),
  create: ({ properties, ...wanted }, world) => {
    const name = properties.ManagedPolicyName ?? physicalName(wanted, 128);
    const arn = `arn:aws:iam::${world.accountId}:policy/${name}`;
    world.roles.define(arn, statementsIn(properties.PolicyDocument));
    for (const role of properties.Roles) world.roles.attach(roleNameOf(role), arn);
    return { physicalId: arn, attributes: { PolicyArn: arn } };
  },
});
