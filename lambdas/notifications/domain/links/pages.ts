import type { Channel, Purpose } from '../../../contracts/notifications.ts';
import type { Page } from './page.ts';

export const unknownPage: Page = {
  title: 'This link does not work',
  text: 'Maybe a part of it is missing. Open the message again and tap the link there, or look in the app.',
};

export const expiredPage: Page = {
  title: 'This link is no longer valid',
  text: 'What it led to is over. The app shows what is on offer now.',
};

export const awayPage: Page = {
  title: 'Please try again in a moment',
  text: 'We cannot open this link right now. It stays valid.',
};

const channelWords: Readonly<Record<Channel, string>> = {
  push: 'notifications on your phone',
  sms: 'SMS',
  email: 'e-mails',
  inbox: 'messages in the app',
};

const purposeWords: Readonly<Record<Purpose, string>> = {
  offers: 'offers',
  rewards: 'rewards',
  surveys: 'surveys',
  payments: 'payments',
  orders: 'orders',
  account: 'your account',
  security: 'the security of your account',
};

type Kind = { readonly channel: Channel; readonly purpose: Purpose };

const wordsOf = ({ channel, purpose }: Kind): string => `${channelWords[channel]} about ${purposeWords[purpose]}`;

export const unsubscribePage = (of: Kind): Page => ({
  title: `No more ${wordsOf(of)}?`,
  text: 'You can change this in the app at any time.',
  button: 'Send me no more',
});

export const unsubscribedPage = (of: Kind): Page => ({
  title: 'Done',
  text: `We send you no more ${wordsOf(of)}. What is on its way may still arrive. You can change this in the app at any time.`,
});
