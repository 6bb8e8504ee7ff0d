/** The parts of a function's name as callers write it: a name, `name:qualifier`, or an ARN with or without a qualifier. */
export function functionNamed(nameOrArn: string): { readonly name: string; readonly qualifier: string | undefined } {
  const [name = nameOrArn, qualifier] = (/:function:(.+)/.exec(nameOrArn)?.[1] ?? nameOrArn).split(':');
  return { name, qualifier };
}

/** The name alone: the laptop runs one version. */
export const functionNameOf = (nameOrArn: string): string => functionNamed(nameOrArn).name;
