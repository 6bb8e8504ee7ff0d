/** A statement of an IAM policy as the templates write it, resolved. */
export type Statement = Readonly<Record<string, unknown>>;

/** The statements of all roles, collected from roles, policies and managed policies in any order. */
export type Roles = {
  readonly add: (roleName: string, statements: readonly Statement[]) => void;
  /** States what a managed policy allows. */
  readonly define: (policyArn: string, statements: readonly Statement[]) => void;
  readonly attach: (roleName: string, policyArn: string) => void;
  readonly statementsOf: (roleName: string) => readonly Statement[];
};

export function makeRoles(): Roles {
  const own = new Map<string, Statement[]>();
  const attached = new Map<string, Set<string>>();
  const managed = new Map<string, readonly Statement[]>();
  return {
    add: (roleName, statements) => {
      own.set(roleName, [...(own.get(roleName) ?? []), ...statements]);
    },
    define: (policyArn, statements) => {
      managed.set(policyArn, statements);
    },
    attach: (roleName, policyArn) => {
      attached.set(roleName, (attached.get(roleName) ?? new Set()).add(policyArn));
    },
    statementsOf: (roleName) => [
      ...(own.get(roleName) ?? []),
      ...[...(attached.get(roleName) ?? [])].flatMap((arn) => managed.get(arn) ?? []),
    ],
  };
}

/** The name in a role's ARN. */
export const roleNameOf = (nameOrArn: string): string => nameOrArn.split('/').at(-1) ?? nameOrArn;
