import { call, customer } from './api.js';

/** Tells what the app would tell of a message, with the time of now. */
export const tell = (id, notificationId, kind) =>
  call(customer(id), `/v1/notifications/${notificationId}/events`, {
    method: 'POST',
    body: { events: [{ kind, at: new Date().toISOString() }] },
  });
