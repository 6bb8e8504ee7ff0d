import type { SigningKeys } from '../../../shared/signing-keys.ts';
import { signLink, unsubscribeLink } from './token.ts';

type Message = { readonly notificationId: string; readonly expiresOn: Date };

/** The address in a message that leads to its link of this number. @param base `https://s.example`, without a path */
export const linkUrl = (base: string, keys: Pick<SigningKeys, 'current'>, message: Message, link: number): string =>
  `${base}/r/${signLink(keys, { ...message, link })}`;

/** As long as a link, and leads nowhere. @param name tells a reader which link it stands for */
export const standInLink = (base: string, name = ''): string => `${base}/r/${name.slice(0, 44).padEnd(44, '-')}`;

/** The address that ends messages of the same purpose by the same channel (RFC 8058). */
export const unsubscribeUrl = (base: string, keys: Pick<SigningKeys, 'current'>, message: Message): string =>
  `${base}/u/${signLink(keys, { ...message, link: unsubscribeLink })}`;
