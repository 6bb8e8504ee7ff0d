/**
 * The vocabulary: concept → spellings in lower case. The grammar speaks of concepts only, so a new spelling, an
 * abbreviation or a language is a change to this table and to nothing else. Spellings in other languages are in
 * `lexicon-world.ts`.
 */
const ENGLISH = {
  // Verbs that state that money moved.
  debited: 'debited dbtd debitted debted dbted debitd',
  deducted: 'deducted deduct recovered',
  withdrawn: 'withdrawn withdrew wdrawn kat',
  spent: 'spent',
  swiped: 'swiped',
  charged: 'charged billed levied',
  paid: 'paid donated',
  sent: 'sent remitted',
  bought: 'bought purchased',
  credited: 'credited crdtd creditted crdted crd creditd deposited landed lodged',
  refunded: 'refunded',
  reversed: 'reversed',
  disbursed: 'disbursed disbured',
  disbursal: 'disbursal disbursement',
  received: 'received recd rcvd recieved receive got rec',
  added: 'added loaded topped reloaded',
  transferred: 'transferred transfered trfd xferred transfd moved tfrd',
  used: 'used utilised utilized',
  invested: 'invested',
  recharged: 'recharged',
  earned: 'earned',
  // Nouns that may.
  debit: 'debit debits',
  dr: 'dr db',
  credit: 'credit credits',
  cr: 'cr',
  withdraw: 'withdraw',
  send: 'send',
  out: 'out',
  clearing: 'clearing',
  now: 'now',
  without: 'without',
  withdrawal: 'withdrawal wdl wdrl wthdrl withdrawl wd withdrawals cashout',
  deposit: 'deposit deposits dep',
  term: 'fixed recurring term',
  inward: 'inward incoming',
  title: 'mr mrs ms shri smt sri dr. m/s',
  payment: 'payment pymt pmt paymt repayment payments',
  txn: 'transaction txn trxn trn tran trans transacted transactions txns tx',
  transfer: 'transfer remittance zelle paynow ceft ibft raast ips trf tfr tranfer xfer transfers trnsfr',
  purchase: 'purchase pur',
  refund: 'refund refunds',
  reversal: 'reversal',
  cashback: 'cashback',
  recharge: 'recharge',
  topup: 'topup',
  renewed: 'renewed',
  collected: 'collected',
  acknowledge: 'acknowledge acknowledged',
  top: 'top',
  // Outcome.
  successful:
    'successful successfully success succesful completed complete confirmed done processed approved settled realised realized successfull cleared made allotted alloted',
  initiated: 'initiated',
  failed: 'failed failure fails unsuccessful unsuccessfull declined rejected denied refused',
  bounced: 'bounced dishonoured dishonored dishonour dishonor bounce',
  returned: 'returned return rtn ret',
  unable: 'unable couldnt',
  insufficient: 'insufficient insuff',
  cancelled: 'cancelled canceled revoked paused deleted terminated suspended',
  // Mood and tense.
  will: "will shall would wud 'll you'll we'll gets get",
  can: 'can could might should must',
  may: 'may',
  be: 'be',
  been: 'been',
  is: 'is was are were',
  being: 'being',
  has: 'has have had',
  not: "not nt cannot cant can't won't wasn't couldn't hasn't isn't stop",
  if: 'if incase unless',
  please: 'please pls plz kindly pl',
  pay: 'pay repay paying',
  thanks: 'thanks thank thankyou',
  pending: 'pending awaits awaiting',
  soon: 'soon shortly instantly instant',
  upcoming: 'upcoming scheduled forthcoming',
  // Persons.
  your: 'your ur yr',
  you: "you u you've",
  we: "we we've",
  dear: 'dear hi hello hey',
  customer: 'customer client user cardholder cardmember member sir madam',
  // Things that hold money.
  account: 'account acct a/c ac acc accnt accounts a/cs acno actno acnt a/cno accountno acctno',
  card: 'card cards creditcard debitcard cc visa mastercard rupay amex',
  wallet: 'wallet prepaid fastag',
  ending: 'ending ends endg ended endin linked final',
  number: 'number no num nos numbers nbr',
  mobile: 'mobile mob phone telephone msisdn',
  balance: 'balance bal balances balnc balance- blnc',
  availableBalance: 'avlbal avblbal avbal availbal clrbal acbal avlblbal curbal avbbal availablebalance accbal totbal',
  available: 'available avbl avlbl avl aval avb availble avlable avble avlb avial avai availabl',
  avail: 'avail',
  limit: 'limit lmt lim limits',
  current: 'current updated new total tot clear clr closing remaining effective ledger net main usable curr',
  margin: 'margin',
  outstanding: 'outstanding o/s os outstandings',
  due: 'due dues payable unpaid',
  overdue: 'overdue arrears pastdue',
  minimum: 'minimum min',
  amount: 'amount amt amnt amout sum',
  // References.
  reference:
    'ref refno reference rrn refid refnum refnumber utr utrno rrnno referenceno txnid trnid txnno txnref trxid trxnid urn stan trnxid tid',
  id: 'id',
  receipt: 'receipt',
  // Rails.
  upi: 'upi',
  neft: 'neft',
  rtgs: 'rtgs',
  imps: 'imps',
  ach: 'ach nach ecs achdr achcr nachdr nachcr ecsdr',
  atm: 'atm cwdr',
  cdm: 'cdm bna crm',
  pos: 'pos ecom',
  rail: 'nip inf inft bil mmt nfs cam vps vin iin eba bbps ift tpt ibk ecm aeps swift fps fast',
  vpa: 'vpa',
  // Purposes.
  salary: 'salary sal payroll wages pension stipend',
  interest: 'interest int',
  dividend: 'dividend',
  emi: 'emi emis instalment installment instalments',
  loan: 'loan loans financing',
  mandate: 'mandate instruction instructions emandate autopay autodebit mandates standinginstruction standing si',
  redemption: 'redemption redeemed',
  sip: 'sip mutual folio nav units sips',
  invest: 'investment demat stocks shares',
  fee: 'charges fee fees charge chrg chrgs chgs chg penalty amc gst surcharge penal cost fine commission',
  bill: 'bill bills billpay electricity broadband postpaid utility',
  invoice: 'invoice',
  premium: 'premium',
  policy: 'policy',
  passbook: 'passbook epf epfo',
  gigabyte: 'gb mb kb gbs',
  cheque: 'cheque chq cheq chque clg',
  cash: 'cash csh',
  subscription: 'subscription membership',
  order: 'order orders booking awb shipment parcel package consignment',
  delivered: 'delivered delivery shipped dispatched arriving arrive delivering placed booked',
  // Classes of non-transactions.
  otp: 'otp otps passcode onetimepassword e-otp',
  code: 'code',
  password: 'password passwd pwd',
  pin: 'pin mpin tpin upin',
  cvv: 'cvv cvc cvv2',
  share: 'share disclose reveal',
  never: "never don't dont",
  valid: 'valid expires expire expiry',
  use: 'use enter',
  verification: 'verification authentication verify authenticate authorisation authorization verifying',
  request: 'request requested requesting requests',
  collect: 'collect',
  approve: 'approve authorise authorize accept',
  statement: 'statement stmt estatement e-statement',
  generated: 'generated ready emailed mailed here',
  created: 'created active activate activated registered set setup modified',
  executed: 'executed presented',
  expected: 'expected',
  one: 'one',
  time: 'time',
  security: 'security secure access login signin log',
  ask: 'ask asks asked asking',
  money: 'money funds',
  promo:
    'offer offers win discount flat voucher coupon hurry grab deal deals free exclusive lucky bonus gift limited-period sale festive bumper unlock congrats shop unlimited assured guaranteed',
  imperative:
    'enjoy claim redeem convert split upgrade explore apply buy earn save switch invest start want need borrow',
  congratulations: 'congratulations congratulation',
  upto: 'upto maximum',
  bound: 'below above exceeding',
  up: 'up',
  scam: 'lottery winner prize jackpot kbc',
  trip: 'trip ride ticket tickets fare pnr journey seat seats',
  per: 'per',
  day: 'day days hour hours minute minutes mins week weeks months year years',
  previous: 'previous earlier opening prior',
  maintenance: 'maintenance nonmaintenance maintaining',
  foreclosure: 'foreclosure',
  under: 'under',
  visiting: 'visiting',
  left: 'left',
  it: 'it same this which',
  favour: 'favour favor',
  tax: 'tax',
  off: 'off',
  preapproved: 'preapproved eligible eligibility prequalified qualified qualify',
  click: 'click tap clicking',
  reward: 'reward rewards points coins',
  application: 'application complaint feedback',
  kyc: 'kyc ekyc vkyc rekyc',
  service:
    'logged blocked unblocked deactivated reset locked nominee frozen unavailable hotlisted deregistered enabled disabled temporarily changed review matures maturing enquiry pledge increased enhanced service registration device pan aadhaar stopped',
  beneficiary: 'beneficiary benef bene beneficiery',
  payee: 'payee merchant remitter payer biller recipient sender scheme',
  details: 'details info information detail narration remarks desc description remark',
  generatedOn: 'dated dtd dt date',
  call: 'call sms dial contact visit report whatsapp fwd forward click-here helpline reply download assistance queries support',
  block: 'block blk dispute fraud',
  // Small words that mark who and where.
  to: 'to',
  from: 'from frm',
  at: 'at @',
  by: 'by',
  for: 'for',
  towards: 'towards toward twds',
  on: 'on',
  in: 'in into',
  via: 'via through thru vide',
  using: 'using',
  with: 'with',
  of: 'of',
  and: 'and',
  the: 'the a an',
  as: 'as',
  after: 'after',
  against: 'against',
  bank: 'bank',
  online: 'online netbanking internet banking app',
  email: 'email mail',
  value: 'value',
  // Magnitudes.
  lakh: 'lakh lakhs lac lacs lak',
  crore: 'crore crores',
  thousand: 'k thousand',
  million: 'mn million',
  am: 'am',
  pm: 'pm hrs hr ist',
  month:
    'jan feb mar apr jun jul aug sep sept oct nov dec january february march april june july august september october november december',
} as const;

export type ConceptName = keyof typeof ENGLISH;

const names = Object.keys(ENGLISH) as ConceptName[];

/** Concept → number; 0 is a word that the grammar does not know. */
export const Concept = Object.fromEntries(names.map((name, index) => [name, index + 1])) as Readonly<
  Record<ConceptName, number>
>;

export const CONCEPT_NAMES: readonly string[] = ['', ...names];

/** A test for membership in a set of concepts, as one look into a byte table. */
export function conceptSet(...members: readonly ConceptName[]): (concept: number) => boolean {
  const table = new Uint8Array(names.length + 1);
  for (const member of members) table[Concept[member]] = 1;
  return (concept) => table[concept] === 1;
}

/** Spelling → concept. The first concept to claim a spelling keeps it. */
export function spellings(world: Partial<Record<ConceptName, string>>): Map<string, number> {
  const found = new Map<string, number>();
  for (const table of [ENGLISH, world]) {
    for (const [name, words] of Object.entries(table)) {
      for (const word of words.split(' ')) {
        if (word !== '' && !found.has(word)) found.set(word, Concept[name as ConceptName]);
      }
    }
  }
  return found;
}
