/**
 * What a token is; for `import * as Kind`. A number, because the grammar compares kinds some hundred times a message.
 */
export const end = 0;
export const word = 1;
export const number = 2;
/** An account or card number with hidden digits: `XX1234`, `300***123456`. */
export const masked = 3;
export const vpa = 4;
/** A link or an e-mail address: its letters mean nothing. */
export const link = 5;
export const punct = 6;
export const newline = 7;
export const date = 8;
export const time = 9;
/** A number that was read as a sum of money. */
export const amount = 10;
