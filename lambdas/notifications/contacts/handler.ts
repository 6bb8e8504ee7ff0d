import { z } from 'zod';
import {
  type ContactOf,
  type ContactsReport,
  contactOf,
  contactRequest,
  contactsRequest,
  ownContactRequest,
  pushTokenPath,
  pushTokenRequest,
} from '../../contracts/api/contacts.ts';
import { customersQuery } from '../../contracts/api/customers.ts';
import { customerOf } from '../../shared/customer-of.ts';
import {
  type ApiRequest,
  type HttpHandler,
  type HttpHandlerDeps,
  makeHttpHandler,
  type Reply,
} from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { Contacts } from '../adapters/contacts-table.ts';
import { sortedOut } from '../domain/people/sorted-out.ts';

export type ContactsDeps = HttpHandlerDeps & { readonly contacts: Contacts };

const noQuery = z.strictObject({});

/** Keeps how customers are addressed and where each channel reaches them. */
export function makeContacts({ contacts, ...deps }: ContactsDeps): HttpHandler {
  async function show(customerId: string): Promise<Reply> {
    const body = await contacts.find(customerId);
    if (body === undefined) throw new Problem('not-found', 'Nobody has said yet how to reach this customer.');
    return { status: 200, body };
  }

  async function saveMany(request: ApiRequest): Promise<Reply> {
    const { saved, refused } = sortedOut(request.json(contactsRequest).contacts, contactOf);
    if (saved.length > 0) await contacts.put(saved);
    deps.meter.count('ContactsSaved', saved.length);
    deps.meter.count('ContactsRefused', refused.length);
    const body: ContactsReport = { saved: saved.length, refused: [...refused] };
    return { status: 200, body };
  }

  async function saveOne(request: ApiRequest): Promise<Reply> {
    const customerId = customerOf(request, ['customers/write']);
    const said: ContactOf = { customerId, ...request.json(contactRequest) };
    await contacts.put([said]);
    deps.meter.count('ContactsSaved');
    return show(customerId);
  }

  return makeHttpHandler(deps, async (request) => {
    if (request.route === 'GET /v1/customers')
      return { status: 200, body: await contacts.list(request.query(customersQuery)) };
    request.query(noQuery);
    switch (request.route) {
      case 'POST /v1/contacts':
        return saveMany(request);
      case 'PUT /v1/customers/{customerId}/contact':
        return saveOne(request);
      case 'GET /v1/contact':
        return show(customerOf(request, []));
      case 'PUT /v1/contact': {
        const customerId = customerOf(request, []);
        await contacts.putOwn(customerId, request.json(ownContactRequest));
        return show(customerId);
      }
      case 'PUT /v1/push-tokens/{token}': {
        const { token } = request.path(pushTokenPath);
        const { platform } = request.json(pushTokenRequest);
        await contacts.putToken(customerOf(request, []), token, platform);
        return { status: 204 };
      }
      default:
        await contacts.removeToken(customerOf(request, []), request.path(pushTokenPath).token);
        return { status: 204 };
    }
  });
}
