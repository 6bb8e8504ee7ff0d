import { z } from 'zod';
import { customerId, instant } from '../event.ts';
import { plainWords } from './plain-words.ts';

const addressMax = 254;

/** E.164. */
const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a phone number such as +919800000001');
/** Printable ASCII: what mail servers take without an extension. */
const email = z
  .email('must be an e-mail address')
  .max(addressMax)
  .regex(/^[\x21-\x7e]+$/, 'must be an e-mail address in ASCII');

const isLanguage = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
};

const isZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'must be a BCP 47 tag such as en or hi-IN')
  .refine(isLanguage, 'must be a BCP 47 tag such as en or hi-IN')
  .describe('BCP 47; messages fall back from hi-IN to hi to the language of the template');
/** An offset such as `+05:30` is no zone: it knows nothing of summer. */
const zone = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_+/-]{1,39}$/, 'must be an IANA zone such as Asia/Kolkata')
  .refine(isZone, 'must be an IANA zone such as Asia/Kolkata')
  .describe('IANA; quiet hours are kept in it');
const name = plainWords(100).describe('As messages address them');

/** What servers say of a customer, as a whole: an address that is left out is forgotten. */
export const contactRequest = z
  .strictObject({
    name: name.optional(),
    language: language.default('en'),
    zone: zone.default('Asia/Kolkata'),
    phone: phone.optional(),
    email: email.optional(),
  })
  .meta({ id: 'ContactRequest' });

export const contactOf = contactRequest.extend({ customerId }).meta({ id: 'ContactOfCustomer' });
export type ContactOf = z.output<typeof contactOf>;

const contactsMax = 500;

/** Each is checked by itself: one that is wrong does not keep the others out. */
export const contactsRequest = z
  .strictObject({
    contacts: z
      .array(z.record(z.string().max(40), z.unknown()))
      .min(1)
      .max(contactsMax)
      .describe('Each as `ContactRequest`, with its `customerId`'),
  })
  .meta({ id: 'ContactsRequest' });

const problem = z.strictObject({ pointer: z.string(), detail: z.string() });

export const contactsReport = z
  .strictObject({
    saved: z.int().min(0),
    refused: z.array(z.strictObject({ index: z.int().min(0), problems: z.array(problem).min(1).max(10) })),
  })
  .meta({ id: 'ContactsReport' });
export type ContactsReport = z.infer<typeof contactsReport>;

/** What customers change alone: addresses are proven to a server first. */
export const ownContactRequest = z.strictObject({ language, zone }).meta({ id: 'OwnContactRequest' });

export const contact = z
  .strictObject({
    customerId,
    name: z.string().nullable(),
    language: z.string(),
    zone: z.string(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    devices: z.int().min(0).describe('How many device tokens there are'),
    updatedAt: instant,
  })
  .meta({ id: 'Contact' });
export type Contact = z.infer<typeof contact>;

/** What FCM and APNs give an app; far below what an index of the database takes. */
export const pushToken = z.string().regex(/^[A-Za-z0-9:_-]{16,1000}$/, 'must be a device token');
export const pushTokenPath = z.strictObject({ token: pushToken });
export const pushTokenRequest = z
  .strictObject({ platform: z.enum(['android', 'ios']) })
  .meta({ id: 'PushTokenRequest' });
