// Bharat QR 4.0 gives an address 50 characters, the linking specification 255: the smaller fits both.
const vpa = /^[A-Za-z0-9][A-Za-z0-9._-]{0,48}@[A-Za-z][A-Za-z0-9]{1,48}$/;
const reference = /^[A-Za-z0-9][A-Za-z0-9._-]{3,34}$/;

/** A UPI address, `name@handle`, of at most 50 characters. */
export const isVpa = (text: string): boolean => text.length <= 50 && vpa.test(text);

/** A transaction reference: 4 to 35 characters. */
export const isReference = (text: string): boolean => reference.test(text);
