import type { ApiRoute } from '../../../lambdas/contracts/api/routes.ts';
import { goodRequest } from './good-request.ts';
import type { Caller, Flaw } from './types.ts';

const tokenFlaws: readonly NonNullable<Caller['flaw']>[] = [
  'none sent',
  'no JWT',
  'unsigned',
  'expired',
  'foreign key',
  'other client',
  'other issuer',
];

const scopes = ['customers/self', 'devices/write', 'payments/write', 'ops/read', 'ops/write'];

/** Tokens that are not valid, that do not open the route, or that are somebody else's. */
export function wrongCallers(route: ApiRoute): Flaw[] {
  const { caller } = goodRequest(route);
  return [
    ...tokenFlaws.map((flaw) => ({
      title: `token: ${flaw}`,
      caller: { ...caller, flaw },
      refusal: { by: 'gateway', status: 401 } as const,
    })),
    ...[...scopes.filter((scope) => !route.scopes.includes(scope)), ''].map((scope) => ({
      title: `token: scope ${scope || 'missing'}`,
      caller: { ...caller, scopes: [scope] },
      refusal: { by: 'gateway', status: 403 } as const,
    })),
    ...wrongCustomers(route).map((subject) => ({
      title: `token: of ${subject}`,
      caller: { subject, scopes: ['customers/self'] },
      refusal: { by: 'function', kind: 'not-yours' } as const,
    })),
  ];
}

/** Another customer where one is named; what is no customer's id where the token says who it is. */
function wrongCustomers({ scopes: opening, parameters = {} }: ApiRoute): string[] {
  if (!opening.includes('customers/self')) return [];
  return 'customerId' in parameters ? ['ravi', 'Asha', 'asha0'] : ['../asha', 'asha#1', 'a'.repeat(65)];
}
