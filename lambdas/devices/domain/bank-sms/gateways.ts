const GATEWAY_MAX = 3;
const LONGER = new Set(
  'payu razp paytm paypal billdesk cashfree razorpay phonepe easebuzz ccavenue stripe sumup zettle izettle dlocal'.split(
    ' ',
  ),
);

/** Payment gateways prefix the shop (`RAZ*NAME`, `SQ *NAME`); whoever has a longer name is the shop (`GOOGLE*CLOUD`). */
export const isGateway = (prefix: string): boolean => prefix.length <= GATEWAY_MAX || LONGER.has(prefix.toLowerCase());
