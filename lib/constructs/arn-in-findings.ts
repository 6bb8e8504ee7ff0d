import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** How cdk-nag writes an ARN of `owner`: as an attribute within a stack, by the export's name from another one. */
export function arnInFindings(owner: IConstruct, arn: string, reader: IConstruct): string {
  const stack = Stack.of(owner);
  if (Stack.of(reader) === stack) {
    const { 'Fn::GetAtt': attribute }: { 'Fn::GetAtt': readonly string[] } = stack.resolve(arn);
    return `<${attribute.join('.')}>`;
  }
  const { 'Fn::ImportValue': exported }: { 'Fn::ImportValue': string } = stack.resolve(stack.exportValue(arn));
  return exported;
}
