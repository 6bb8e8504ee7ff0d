import {
  contact,
  contactRequest,
  contactsReport,
  contactsRequest,
  ownContactRequest,
  pushTokenPath,
  pushTokenRequest,
} from './contacts.ts';
import { customers, customersQuery } from './customers.ts';
import { inbox, inboxPath, inboxQuery, inboxRead } from './inbox.ts';
import { insightsPath } from './insights.ts';
import {
  aContact,
  aContactRequest,
  aContactsReport,
  anInbox,
  someCustomers,
  somePreferences,
} from './notification-people-examples.ts';
import { preferences, preferencesRequest } from './preferences.ts';
import type { ApiRoute } from './routes.ts';
import { wrongBody } from './wrong-body.ts';

const self = ['customers/self'];
const servers = ['customers/write'];
const ofCustomer = { customerId: insightsPath.shape.customerId };
const theContact = {
  status: 200,
  description: 'The contact as it is now',
  json: { schema: contact, example: aContact },
};
const thePreferences = {
  status: 200,
  description: 'Everything that was said',
  json: { schema: preferences, example: somePreferences },
};
const preferencesBody = {
  schema: preferencesRequest,
  example: { changes: [{ purpose: 'offers', channel: 'sms', wanted: false }] },
};

const contacts: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/v1/customers',
    entry: 'notifications/contacts',
    operationId: 'listCustomers',
    summary: 'List the customers whom messages know',
    description: 'By id, or those whose ids begin so. Only ids, and since when they are known.',
    scopes: ['ops/read'],
    query: customersQuery,
    response: { status: 200, description: 'A page', json: { schema: customers, example: someCustomers } },
    problems: ['invalid-request'],
  },
  {
    method: 'GET',
    path: '/v1/contact',
    entry: 'notifications/contacts',
    operationId: 'getContact',
    summary: 'Show how messages reach oneself',
    description: 'Name, language, zone and addresses, as messages use them.',
    scopes: self,
    response: theContact,
    problems: ['invalid-request', 'not-found'],
  },
  {
    method: 'PUT',
    path: '/v1/contact',
    entry: 'notifications/contacts',
    operationId: 'putContact',
    summary: 'Change the own language and zone',
    description:
      'Name, phone number and e-mail address are changed by servers, which had the customer prove them. Whoever holds a stolen session could otherwise lead messages about the account to themselves.',
    scopes: self,
    request: { schema: ownContactRequest, example: { language: 'hi-IN', zone: 'Asia/Kolkata' } },
    response: theContact,
    problems: wrongBody,
  },
  {
    method: 'PUT',
    path: '/v1/customers/{customerId}/contact',
    entry: 'notifications/contacts',
    operationId: 'putContactOfCustomer',
    summary: 'Say how a customer is reached',
    description:
      'As a whole: an address that is left out is forgotten. Device tokens stay. The same again changes nothing.',
    scopes: servers,
    parameters: ofCustomer,
    request: { schema: contactRequest, example: aContactRequest },
    response: theContact,
    problems: wrongBody,
  },
  {
    method: 'POST',
    path: '/v1/contacts',
    entry: 'notifications/contacts',
    operationId: 'postContacts',
    summary: 'Say how up to 500 customers are reached',
    description:
      'Each as a whole, as for one customer. Those that are wrong are told with their place in the list; the others are saved. The same again changes nothing.',
    scopes: servers,
    request: { schema: contactsRequest, example: { contacts: [{ customerId: 'asha', ...aContactRequest }] } },
    response: {
      status: 200,
      description: 'How many were saved, and what is wrong with the others',
      json: { schema: contactsReport, example: aContactsReport },
    },
    problems: wrongBody,
  },
  {
    method: 'PUT',
    path: '/v1/push-tokens/{token}',
    entry: 'notifications/contacts',
    operationId: 'putPushToken',
    summary: 'Bring the token of a phone',
    description:
      'From the app, after each sign-in and whenever the token changes. A token belongs to one customer: it leaves whoever had it. Of a customer’s tokens the ten newest stay.',
    scopes: self,
    parameters: { token: pushTokenPath.shape.token },
    request: { schema: pushTokenRequest, example: { platform: 'android' } },
    response: { status: 204, description: 'Kept' },
    problems: wrongBody,
  },
  {
    method: 'DELETE',
    path: '/v1/push-tokens/{token}',
    entry: 'notifications/contacts',
    operationId: 'deletePushToken',
    summary: 'Take the token of a phone back',
    description: 'From the app, at sign-out. One that is not there, or is somebody else’s, changes nothing.',
    scopes: self,
    parameters: { token: pushTokenPath.shape.token },
    response: { status: 204, description: 'Gone' },
    problems: ['invalid-request'],
  },
];

const wishes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/v1/notification-preferences',
    entry: 'notifications/preferences',
    operationId: 'getNotificationPreferences',
    summary: 'Show which messages one wants',
    description: 'Everything that was said in the app, by STOP, by a link in an e-mail, or by a server.',
    scopes: self,
    response: thePreferences,
    problems: ['invalid-request'],
  },
  {
    method: 'PUT',
    path: '/v1/notification-preferences',
    entry: 'notifications/preferences',
    operationId: 'putNotificationPreferences',
    summary: 'Say which messages one wants',
    description:
      'What is not named stays. Counts from the moment it is answered. Messages that protect the account cannot be refused.',
    scopes: self,
    request: preferencesBody,
    response: thePreferences,
    problems: wrongBody,
  },
  {
    method: 'PUT',
    path: '/v1/customers/{customerId}/notification-preferences',
    entry: 'notifications/preferences',
    operationId: 'putNotificationPreferencesOfCustomer',
    summary: 'Say which messages a customer wants',
    description: 'From a server that was told so, on a call or in a branch. What is not named stays.',
    scopes: servers,
    parameters: ofCustomer,
    request: preferencesBody,
    response: thePreferences,
    problems: wrongBody,
  },
];

const inboxes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/v1/inbox',
    entry: 'notifications/inbox',
    operationId: 'getInbox',
    summary: 'Show the messages in the app',
    description: 'The newest first.',
    scopes: self,
    query: inboxQuery,
    response: { status: 200, description: 'A page', json: { schema: inbox, example: anInbox } },
    problems: ['invalid-request'],
  },
  {
    method: 'POST',
    path: '/v1/inbox/{notificationId}/read',
    entry: 'notifications/inbox',
    operationId: 'postInboxRead',
    summary: 'Open a message in the app',
    description: 'Counts as opened, once.',
    scopes: self,
    parameters: { notificationId: inboxPath.shape.notificationId },
    response: { status: 204, description: 'Read' },
    problems: ['invalid-request', 'not-found'],
  },
  {
    method: 'POST',
    path: '/v1/inbox/read',
    entry: 'notifications/inbox',
    operationId: 'postInboxReadAll',
    summary: 'Open all messages in the app',
    description: 'The oldest 500 that were not read.',
    scopes: self,
    response: {
      status: 200,
      description: 'How many were opened and how many are left',
      json: { schema: inboxRead, example: { read: 3, unread: 0 } },
    },
    problems: ['invalid-request'],
  },
];

/** Whom messages reach, what they want, and what they find in the app. */
export const notificationPeopleRoutes: readonly ApiRoute[] = [...contacts, ...wishes, ...inboxes];
