import { z } from 'zod';
import { instant } from '../event.ts';
import { notificationId } from '../notifications.ts';
import { wholeNumber } from './whole-number.ts';

/** `<milliseconds>.<notification id>` of the last message of a page. */
const cursor = z
  .string()
  .regex(/^\d{13}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be the `next` of the page before');

export const inboxQuery = z.strictObject({
  limit: wholeNumber(1, 100).default(30),
  before: cursor.optional().describe('The `next` of the page before this one'),
});

const message = z.strictObject({
  notificationId,
  title: z.string(),
  body: z.string(),
  link: z.string().nullable(),
  createdAt: instant,
  readAt: instant.nullable(),
});

export const inbox = z
  .strictObject({
    messages: z.array(message).describe('The newest first'),
    unread: z.int().min(0).describe('Of the whole inbox'),
    next: z.string().nullable().describe('Null on the last page'),
  })
  .meta({ id: 'Inbox' });
export type Inbox = z.infer<typeof inbox>;

export const inboxPath = z.strictObject({ notificationId });

export const inboxRead = z
  .strictObject({ read: z.int().min(0), unread: z.int().min(0).describe('What is left: call again until it is 0') })
  .meta({ id: 'InboxRead' });
