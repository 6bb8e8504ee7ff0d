/** A large file of payouts, and what each of its rows must be answered. */
export type LargeFile = {
  readonly rows: readonly string[];
  /** Lines of the result, without the ids of transfers. */
  readonly answers: readonly string[];
  readonly payees: readonly string[];
  /** In whole rupees, one a payout. */
  readonly paid: number;
};

const everyWrong = 1000;
const wrong: readonly [row: (reference: string) => string, reason: string, keepsReference: boolean][] = [
  [(reference) => `${reference},payee-1,1.50,INR,`, 'amount-wrong', true],
  [(reference) => `${reference},nobody,100,INR,`, 'unknown-account', true],
  [(reference) => `${reference},bench-shop,100,INR,`, 'payee-is-payer', true],
  [() => 'P-1,payee-1,100,INR,', 'duplicate-reference', true],
  [(reference) => `=${reference},payee-1,100,INR,`, 'reference-wrong', false],
];

/**
 * Payouts of one rupee, one row of a thousand wrong in one of five ways, and money that ends before the rows do.
 * @param short how many payouts the payer cannot pay any more
 */
export function aLargeFile(size: number, payeeCount: number, short: number): LargeFile {
  const payees = Array.from({ length: payeeCount }, (_, index) => `payee-${index}`);
  const wrongs = Math.floor(size / everyWrong);
  const affordable = size - wrongs - short;
  let paid = 0;
  const rows: string[] = [];
  const answers: string[] = [];
  for (let index = 0; index < size; index++) {
    const line = index + 2;
    const kind = (index + 1) % everyWrong === 0 ? wrong[Math.floor(index / everyWrong) % wrong.length] : undefined;
    if (kind !== undefined) {
      const [row, reason, keepsReference] = kind;
      const text = row(`W-${index}`);
      rows.push(text);
      answers.push(`${line},${keepsReference ? text.split(',')[0] : ''},refused,,${reason}`);
      continue;
    }
    rows.push(`P-${index},${payees[index % payeeCount]},100,INR,October cashback ${index}`);
    answers.push(`${line},P-${index},${paid < affordable ? 'paid' : 'refused,,insufficient-funds'}`);
    if (paid < affordable) paid++;
  }
  return { rows, answers, payees, paid };
}
