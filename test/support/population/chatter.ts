import { lenders } from './institutions.ts';
import type { Day, Happening } from './move.ts';
import { payers, personalMessages } from './people.ts';
import { type Draft, tellDropped, tellNotice } from './telling.ts';

const hour = 3600;

/** What is no money at all: codes, offers, people, and other companies' receipts. */
export function chatter({ customer, date, random }: Day): Happening[] {
  const at = () => random.int(9 * hour, 21 * hour);
  const happenings: Happening[] = [];
  const say = (probability: number, draft: () => Draft) => {
    if (!random.chance(probability)) return;
    const told = draft();
    happenings.push({ second: at(), tell: () => [told] });
  };
  say(0.3, () => tellDropped(`+9198${random.digits(8)}`, random.pick(personalMessages), 'personal'));
  say(0.15, () =>
    tellDropped('JX-PAYTMO-T', `${random.digits(6)} is your login OTP. Do not share it with anyone.`, 'otp'),
  );
  say(0.08, () =>
    tellNotice(
      'VM-JIOINF-S',
      'Recharge successful! Rs.{amount} plan activated. Validity 28 days.',
      { date, amountMinor: 34_900n },
      'ack',
    ),
  );
  say(0.04, () =>
    tellNotice(
      'VM-PHONPE-S',
      '{merchant} has requested Rs.{amount} from you on UPI. Approve only if you wish to pay. PhonePe',
      { date, amountMinor: BigInt(random.int(1, 30)) * 5_000n, merchant: random.pick(payers) },
      'request',
    ),
  );
  say(0.25, () => {
    const lender = random.pick(lenders);
    // The header's last letter says what a message is for: S serves, P promotes.
    const sender = lender.sender.replace(/S$/, 'P');
    return tellNotice(sender, lender.promo, { date, offerMinor: BigInt(random.int(1, 10)) * 5_000_000n }, 'promo');
  });
  const { bank, tail } = customer.accounts[0];
  say(0.03, () => {
    const facts = { date, amountMinor: BigInt(random.int(1, 20)) * 10_000n, account: tail };
    return tellNotice(
      bank.sender,
      `${bank.name}: UPI payment of Rs.{amount} from A/c XX{account} failed. Amount has not been debited.`,
      facts,
      'failed',
    );
  });
  say(0.03, () =>
    tellNotice(
      bank.sender,
      `${bank.name}: login to mobile banking from a new device on {dmy}. If not you, call the bank.`,
      { date },
      'service',
    ),
  );
  return happenings;
}
