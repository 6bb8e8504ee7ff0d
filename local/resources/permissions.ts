import type { Permission } from './world.ts';

export type Permissions = {
  /** Has a function allowed this principal, for this source (`AWS::Lambda::Permission`)? */
  readonly mayInvoke: (functionName: string, principal: string, sourceArn: string) => boolean;
};

export const makePermissions = (permissions: readonly Permission[]): Permissions => ({
  mayInvoke: (functionName, principal, sourceArn) =>
    permissions.some(
      (each) =>
        each.functionName === functionName &&
        each.principal === principal &&
        (each.sourceArn === undefined || isLike(each.sourceArn, sourceArn)),
    ),
});

/** `*` stands for any run of characters, slashes included, as in IAM. */
function isLike(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === text;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const [index, part] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const found = isLast ? Math.max(at, text.length - part.length) : text.indexOf(part, at);
    if (found < at || !text.startsWith(part, found)) return false;
    at = found + part.length;
  }
  return at === text.length;
}
