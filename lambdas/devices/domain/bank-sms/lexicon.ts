import * as Concept from './concepts.ts';

/**
 * The vocabulary: concept → spellings in lower case. The grammar speaks of concepts only, so a new spelling, an
 * abbreviation or a language is a change to this table and to nothing else. Spellings in other languages are in
 * `lexicon-india.ts`, `lexicon-world.ts` and `lexicon-east-asia.ts`.
 */
const ENGLISH: Readonly<Record<number, string>> = {
  // Verbs that state that money moved.
  [Concept.debited]: 'debited dbtd debitted debted dbted debitd',
  [Concept.deducted]: 'deducted deduct recovered',
  [Concept.withdrawn]: 'withdrawn withdrew wdrawn kat dispensed',
  [Concept.spent]: 'spent',
  [Concept.swiped]: 'swiped',
  [Concept.charged]: 'charged billed levied applied',
  [Concept.paid]: 'paid donated depositing',
  [Concept.sent]: 'sent remitted',
  [Concept.bought]: 'bought purchased',
  [Concept.credited]: 'credited crdtd creditted crdted crd creditd deposited landed lodged',
  [Concept.refunded]: 'refunded',
  [Concept.reversed]: 'reversed',
  [Concept.disbursed]: 'disbursed disbured',
  [Concept.disbursal]: 'disbursal disbursement',
  [Concept.received]: 'received recd rcvd recieved receive got rec',
  [Concept.added]: 'added loaded topped reloaded',
  [Concept.transferred]: 'transferred transfered trfd xferred transfd moved tfrd',
  [Concept.used]: 'used utilised utilized',
  [Concept.invested]: 'invested',
  [Concept.recharged]: 'recharged',
  [Concept.earned]: 'earned',
  // Nouns that may.
  [Concept.debit]: 'debit debits',
  [Concept.dr]: 'dr db',
  [Concept.credit]: 'credit credits',
  [Concept.cr]: 'cr',
  [Concept.withdraw]: 'withdraw',
  [Concept.send]: 'send',
  [Concept.out]: 'out',
  [Concept.clearing]: 'clearing banker',
  [Concept.now]: 'now',
  [Concept.without]: 'without',
  [Concept.withdrawal]: 'withdrawal w/d wdl wdrl wthdrl withdrawl wd withdrawals cashout',
  [Concept.deposit]: 'deposit deposits dep',
  [Concept.term]: 'term fixed recurring',
  [Concept.inward]: 'inward incoming',
  [Concept.title]: 'mr mrs ms shri smt sri dr. m/s',
  [Concept.payment]: 'payment pymt pmt paymt repayment prepayment payments',
  [Concept.txn]: 'txn transaction trx trxn trn tran trans transacted transactions txns tx',
  [Concept.transfer]:
    'transfer remittance duitnow promptpay zelle paynow ceft ibft raast ips trf tfr tranfer xfer transfers trnsfr payout',
  [Concept.purchase]: 'purchase pur',
  [Concept.refund]: 'refund refunds',
  [Concept.reversal]: 'reversal',
  [Concept.cashback]: 'cashback',
  [Concept.recharge]: 'recharge',
  [Concept.topup]: 'topup load',
  [Concept.renewed]: 'renewed',
  [Concept.collected]: 'collected',
  [Concept.acknowledge]: 'acknowledge acknowledged confirm',
  [Concept.top]: 'top',
  // Outcome.
  [Concept.successful]:
    'successful successfully success succesful completed complete confirmed done processed approved settled realised realized successfull cleared passed made allotted alloted posted',
  [Concept.initiated]: 'initiated',
  [Concept.failed]: 'failed failure fails fail unsuccessful unsuccessfull declined rejected denied refused',
  [Concept.bounced]: 'bounced dishonoured dishonored dishonour dishonor bounce',
  [Concept.returned]: 'returned return rtn ret',
  [Concept.unable]: 'unable couldnt',
  [Concept.insufficient]: 'insufficient insuff',
  [Concept.cancelled]: 'cancelled canceled revoked paused deleted terminated suspended deregistered',
  // Mood and tense.
  [Concept.will]: "will shall would wud 'll you'll we'll gets get",
  [Concept.can]: 'can could might should must',
  [Concept.may]: 'may',
  [Concept.be]: 'be',
  [Concept.been]: 'been',
  [Concept.is]: 'is was are were',
  [Concept.being]: 'being',
  [Concept.has]: 'has have had',
  [Concept.not]: "not nt cannot cant can't won't wasn't couldn't hasn't isn't stop",
  [Concept.if]: 'if incase unless did beware callers saying claiming',
  [Concept.please]: 'please pls plz kindly pl',
  [Concept.pay]: 'pay repay paying',
  [Concept.thanks]: 'thanks thank thankyou',
  [Concept.pending]: 'pending awaits awaiting',
  [Concept.soon]: 'soon shortly instantly instant way',
  [Concept.upcoming]: 'upcoming scheduled forthcoming tomorrow',
  // Persons.
  [Concept.your]: 'your ur yr yours',
  [Concept.you]: "you u you've",
  [Concept.we]: "we we've",
  [Concept.dear]: 'dear hi hello hey',
  [Concept.customer]: 'customer client user cardholder cardmember member sir madam',
  // Things that hold money.
  [Concept.account]: 'account acct a/c ac acc accnt accounts a/cs acno actno acnt a/cno accountno acctno',
  [Concept.card]: 'card cards creditcard debitcard cc kk visa mastercard rupay amex',
  [Concept.wallet]: 'wallet prepaid fastag tag',
  [Concept.ending]: 'ending ends endg ended endin linked final',
  [Concept.number]: 'number no num nos numbers nbr',
  [Concept.mobile]: 'mobile mob phone telephone msisdn',
  [Concept.balance]: 'balance bal balances holds balnc balance- blnc',
  [Concept.availableBalance]:
    'avlbal avblbal avbal availbal clrbal acbal avlblbal curbal avbbal availablebalance accbal totbal',
  [Concept.available]: 'available avbl avlbl avl aval avb availble avlable avble avlb avial avai availabl',
  [Concept.avail]: 'avail',
  [Concept.limit]: 'limit lmt lim limits',
  [Concept.current]: 'current updated new total tot clear clr closing remaining effective ledger net main usable curr',
  [Concept.margin]: 'margin',
  [Concept.outstanding]: 'outstanding o/s os outstandings',
  [Concept.due]: 'due dues payable unpaid shortfall',
  [Concept.overdue]: 'overdue arrears pastdue',
  [Concept.minimum]: 'minimum min',
  [Concept.amount]: 'amount amt amnt amout sum',
  // References.
  [Concept.reference]:
    'reference ref refno rrn refid refnum refnumber utr utrno rrnno referenceno txnid trnid txnno txnref trxid trxnid urn stan trnxid tid',
  [Concept.id]: 'id',
  [Concept.receipt]: 'receipt',
  // Rails.
  [Concept.upi]: 'upi',
  [Concept.neft]: 'neft',
  [Concept.rtgs]: 'rtgs',
  [Concept.imps]: 'imps',
  [Concept.ach]: 'ach nach ecs achdr achcr nachdr nachcr ecsdr',
  [Concept.atm]: 'atm cwdr',
  [Concept.cdm]: 'cdm bna crm',
  [Concept.pos]: 'pos ecom',
  [Concept.rail]: 'nip inf inft bil mmt nfs cam vps vin iin eba bbps ift tpt ibk ecm aeps swift fps fast',
  [Concept.vpa]: 'vpa',
  // Purposes.
  [Concept.salary]: 'salary sal payroll wages pension stipend',
  [Concept.interest]: 'interest int',
  [Concept.dividend]: 'dividend',
  [Concept.emi]: 'emi emis instalment installment instalments',
  [Concept.loan]: 'loan loans financing',
  [Concept.mandate]:
    'mandate instruction instructions emandate autopay autodebit mandates standinginstruction standing si',
  [Concept.redemption]: 'redemption redeemed',
  [Concept.sip]: 'sip mutual folio nav units sips',
  [Concept.invest]: 'investment demat stocks shares',
  [Concept.fee]:
    'fee charges fees charge chrg chrgs chgs chg penalty amc gst surcharge penal cost fine commission dcardfee infodcardfee',
  [Concept.bill]: 'bill bills billpay electricity broadband postpaid utility',
  [Concept.invoice]: 'invoice',
  [Concept.premium]: 'premium',
  [Concept.policy]: 'policy',
  [Concept.passbook]: 'passbook epf epfo',
  [Concept.gigabyte]: 'gb mb kb gbs',
  [Concept.cheque]: 'cheque chq cheq chque clg',
  [Concept.cash]: 'cash csh',
  [Concept.subscription]: 'subscription membership',
  [Concept.order]: 'order orders booking awb shipment parcel package consignment',
  [Concept.delivered]: 'delivered delivery shipped dispatched arriving arrive delivering placed booked',
  // Classes of non-transactions.
  [Concept.otp]: 'otp otps passcode onetimepassword e-otp tac',
  [Concept.code]: 'code token',
  [Concept.password]: 'password passwd pwd',
  [Concept.pin]: 'pin mpin tpin upin',
  [Concept.cvv]: 'cvv cvc cvv2',
  [Concept.share]: 'share disclose reveal',
  [Concept.never]: "never don't dont",
  [Concept.valid]: 'valid expires expire expiry',
  [Concept.use]: 'use enter',
  [Concept.verification]: 'verification authentication verify authenticate authorisation authorization verifying',
  [Concept.request]: 'request requested requesting requests',
  [Concept.collect]: 'collect',
  [Concept.approve]: 'approve authorise authorize authorises authorizes accept',
  [Concept.statement]: 'statement stmt estatement e-statement',
  [Concept.generated]: 'generated ready emailed mailed here',
  [Concept.created]: 'created active activate activated registered set setup modified turned',
  [Concept.executed]: 'executed presented carried',
  [Concept.expected]: 'expected',
  [Concept.one]: 'one',
  [Concept.time]: 'time',
  [Concept.security]: 'security secure secret access login signin log',
  [Concept.ask]: 'ask asks asked asking wants owe',
  [Concept.money]: 'money funds',
  [Concept.promo]:
    'offer offers win discount flat voucher coupon hurry grab deal deals free exclusive lucky bonus gift limited-period sale festive bumper unlock congrats shop unlimited assured guaranteed',
  [Concept.imperative]:
    'enjoy claim redeem convert split upgrade explore apply buy earn save switch invest start want need borrow refer make put won encash join play register',
  [Concept.congratulations]: 'congratulations congratulation',
  [Concept.upto]: 'upto maximum',
  [Concept.bound]: 'below above exceeding over',
  [Concept.up]: 'up',
  [Concept.scam]: 'lottery winner prize jackpot kbc scam scams fraudsters',
  [Concept.trip]: 'trip ride ticket tickets fare pnr journey seat seats',
  [Concept.per]: 'per',
  [Concept.day]: 'day days hour hours minute minutes mins second seconds week weeks month months year years',
  [Concept.previous]: 'previous prev earlier opening prior',
  [Concept.maintenance]: 'maintenance nonmaintenance maintaining',
  [Concept.foreclosure]: 'foreclosure',
  [Concept.under]: 'under',
  [Concept.visiting]: 'visiting',
  [Concept.left]: 'left',
  [Concept.it]: 'it same this which',
  [Concept.favour]: 'favour favor',
  [Concept.tax]: 'tax tds tcs',
  [Concept.off]: 'off',
  [Concept.preapproved]: 'preapproved eligible eligibility prequalified qualified qualify',
  [Concept.click]: 'click tap clicking',
  [Concept.reward]: 'reward rewards points coins coin crowns miles stars',
  [Concept.application]: 'application complaint feedback bid',
  [Concept.kyc]: 'kyc ekyc vkyc rekyc',
  [Concept.service]:
    'service logged blocked unblocked deactivated reset locked nominee frozen unavailable hotlisted enabled disabled temporarily changed review matures maturing mature enquiry pledge increased enhanced registration device pan aadhaar pledged stopped blacklisted',
  [Concept.beneficiary]: 'beneficiary benef bene beneficiery',
  [Concept.payee]:
    'payee merchant remitter payer biller recipient receiver counterparty sender scheme favouring favoring fvg location',
  [Concept.details]: 'details info information detail narration remarks desc description remark',
  [Concept.generatedOn]: 'dated dtd dt date',
  [Concept.call]:
    'call sms dial contact visit report whatsapp fwd forward click-here helpline reply download assistance queries support',
  [Concept.block]: 'block blk fraud',
  // Small words that mark who and where.
  [Concept.to]: 'to',
  [Concept.from]: 'from frm',
  [Concept.at]: 'at @ loc',
  [Concept.by]: 'by',
  [Concept.for]: 'for',
  [Concept.towards]: 'towards toward twds',
  [Concept.on]: 'on',
  [Concept.in]: 'in into',
  [Concept.via]: 'via through thru vide',
  [Concept.using]: 'using',
  [Concept.with]: 'with',
  [Concept.of]: 'of',
  [Concept.and]: 'and',
  [Concept.the]: 'the a an',
  [Concept.as]: 'as',
  [Concept.after]: 'after',
  [Concept.against]: 'against',
  [Concept.bank]: 'bank bk',
  [Concept.online]: 'online netbanking internet banking app',
  [Concept.email]: 'email mail',
  [Concept.value]: 'value',
  // Magnitudes.
  [Concept.lakh]: 'lakh lakhs lac lacs lak',
  [Concept.crore]: 'crore crores',
  [Concept.thousand]: 'thousand k',
  [Concept.million]: 'million mn',
  [Concept.am]: 'am',
  [Concept.pm]: 'pm hrs hr ist',
  [Concept.month]:
    'jan feb mar apr jun jul aug sep sept oct nov dec january february march april june july august september october november december',
  [Concept.spend]: 'spend spending',
  [Concept.suspicious]: 'suspicious unusual noticed detected attempted attempt flagged tried converted',
  // Movements only with the right words beside them.
  [Concept.arrived]: 'reached reaches arrived',
  [Concept.taken]: 'taken took',
  [Concept.gone]: 'gone went',
  [Concept.toYou]: 'te aapko apko tumko',
  [Concept.name]: 'name plaza',
  // Postpositions: they follow the name they mark.
  [Concept.placeBehind]: 'isyerinde işyerinde mağazasında magazasinda firmasında firmasinda bünyesinde bunyesinde',
  [Concept.toBehind]: 'ko को',
  [Concept.fromBehind]: 'se ne से ने isyerinden işyerinden mağazasından magazasindan firmasından firmasindan',
  // Follows the verb that it puts into the future.
  [Concept.willBehind]: 'hoga',
  // Follows what it asks for.
  [Concept.orderBehind]: 'karein',
  // A sum that has to be there.
  [Concept.keep]: 'keep maintain ensure arrange',
  [Concept.dispute]: 'dispute disputed',
  [Concept.every]: 'every each',
  [Concept.far]: 'far',
  [Concept.before]: 'before',
  [Concept.paper]: 'certificate list letter certificates link',
};

/** Concept → the first of its spellings, for a reader. */
export const CONCEPT_NAMES: readonly string[] = [
  '',
  ...Object.values(ENGLISH).map((words) => words.split(' ', 1)[0] ?? ''),
];

/** A test for membership in a set of concepts, as one look into a byte table. */
export function conceptSet(...members: readonly number[]): (concept: number) => boolean {
  const table = new Uint8Array(CONCEPT_NAMES.length);
  for (const member of members) table[member] = 1;
  return (concept) => table[concept] === 1;
}

/** Spelling → concept. The first concept to claim a spelling keeps it. */
export function spellings(...world: readonly Readonly<Record<number, string>>[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const table of [ENGLISH, ...world]) {
    for (const [concept, words] of Object.entries(table)) {
      for (const word of words.split(' ')) if (!found.has(word)) found.set(word, Number(concept));
    }
  }
  return found;
}
