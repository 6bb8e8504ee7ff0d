import type { ContactsReport } from '../../../lambdas/contracts/api/contacts.ts';
import { makeClient } from '../client.ts';
import type { Platform } from '../platform.ts';
import { withBar } from '../progress.ts';
import type { Person } from './people.ts';

const contactsPerCall = 500;

/** A server says how customers are reached; their apps register and say what they want. */
export async function introduce(platform: Platform, people: readonly Person[]): Promise<void> {
  const server = makeClient(platform, { client: 'payments' });
  for (let at = 0; at < people.length; at += contactsPerCall) {
    const contacts = people
      .slice(at, at + contactsPerCall)
      .map(({ customer: { id: customerId, name }, language, zone, phone, email }) =>
        // Who has an e-mail address here has it alone, so that it is seen what it does.
        email === undefined ? { customerId, name, language, zone, phone } : { customerId, name, language, zone, email },
      );
    const { refused } = await server.must<ContactsReport>({ method: 'POST', path: '/v1/contacts', body: { contacts } });
    if (refused.length > 0) throw new Error(`contacts were refused: ${JSON.stringify(refused)}`);
  }
  await withBar(
    'contacts',
    { unit: 'customers', total: people.length },
    people.map((person) => async (tick) => {
      await registerAndChoose(platform, person);
      tick(1);
    }),
  );
}

async function registerAndChoose(platform: Platform, { customer, device, wantsOffers }: Person): Promise<void> {
  const { must } = makeClient(platform, { customer: customer.id });
  if (device !== undefined)
    await must({ method: 'PUT', path: `/v1/push-tokens/${device}`, body: { platform: 'android' } });
  const changes = [{ purpose: 'promotional', channel: '*', wanted: true }];
  if (wantsOffers) await must({ method: 'PUT', path: '/v1/notification-preferences', body: { changes } });
}
