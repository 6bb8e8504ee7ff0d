import type { Contact, ContactOf } from '../../contracts/api/contacts.ts';
import type { Customers, CustomersQuery } from '../../contracts/api/customers.ts';
import type { Database } from '../../shared/data-api.ts';
import { utc } from './utc.ts';

export type Contacts = {
  /** Saves all, each as a whole. @param contacts a customer once */
  readonly put: (contacts: readonly ContactOf[]) => Promise<void>;
  /** By id. */
  readonly list: (page: CustomersQuery) => Promise<Customers>;
  readonly find: (customerId: string) => Promise<Contact | undefined>;
  /** What customers change alone; there is a contact afterwards, if there was none. */
  readonly putOwn: (customerId: string, own: Pick<Contact, 'language' | 'zone'>) => Promise<void>;
  /** Takes a device token away from whoever had it. */
  readonly putToken: (customerId: string, token: string, platform: 'android' | 'ios') => Promise<void>;
  readonly removeToken: (customerId: string, token: string) => Promise<void>;
};

export const contactsIn = ({ query }: Database): Contacts => ({
  put: async (contacts) => {
    const rows = contacts.map(({ customerId, name, language, zone, phone, email }) => ({
      customer_id: customerId,
      name,
      language,
      zone,
      sms: phone,
      email,
    }));
    await query('SELECT notifications.put_contacts(:rows)', { rows });
  },

  list: async ({ prefix = '', after = '', limit }) => {
    // Ids compare by their bytes, and none has a byte above `~`.
    const rows = await query<Customers['customers'][number]>(
      `SELECT customer_id::text AS "customerId", ${utc('created_at')} AS "createdAt" FROM notifications.contact
       WHERE customer_id >= :prefix AND customer_id < :prefix || '~' AND customer_id > :after ORDER BY customer_id LIMIT :most`,
      { prefix, after, most: limit + 1 },
    );
    const customers = rows.slice(0, limit);
    return { customers, next: rows.length > limit ? (customers.at(-1)?.customerId ?? null) : null };
  },

  find: async (customerId) => {
    const [row] = await query<Contact>(
      `SELECT c.customer_id::text AS "customerId", c.name, c.language, c.zone,
         min(e.address) FILTER (WHERE e.channel = 'sms') AS phone,
         min(e.address) FILTER (WHERE e.channel = 'email') AS email,
         count(*) FILTER (WHERE e.channel = 'push') AS devices, ${utc('c.updated_at')} AS "updatedAt"
       FROM notifications.contact AS c LEFT JOIN notifications.endpoint AS e ON e.customer_id = c.customer_id
       WHERE c.customer_id = :customerId GROUP BY c.customer_id`,
      { customerId },
    );
    return row;
  },

  putOwn: async (customerId, { language, zone }) => {
    await query(
      `INSERT INTO notifications.contact (customer_id, language, zone) VALUES (:customerId, :language, :zone)
       ON CONFLICT (customer_id) DO UPDATE
       SET language = excluded.language, zone = excluded.zone, updated_at = now()`,
      { customerId, language, zone },
    );
  },

  putToken: async (customerId, token, platform) => {
    await query('SELECT notifications.put_push_token(:customerId, :token, :platform)::text', {
      customerId,
      token,
      platform,
    });
  },

  removeToken: async (customerId, token) => {
    await query(
      `DELETE FROM notifications.endpoint WHERE customer_id = :customerId AND channel = 'push' AND address = :token`,
      { customerId, token },
    );
  },
});
