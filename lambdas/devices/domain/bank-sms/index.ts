export { isBounce } from './bounce.ts';
export { explainBankSms } from './explain.ts';
export { type SenderHeader, senderHeader } from './headers.ts';
export { decimalString } from './money.ts';
export { parseBankSms } from './parse.ts';
export { screenSms } from './screen.ts';
export type {
  BankNotice,
  BankSms,
  BankTransaction,
  Direction,
  InstitutionType,
  NonTransactionClass,
  TransactionKind,
} from './types.ts';
export { type BankSmsWire, toWire } from './wire.ts';
