import fc from 'fast-check';
import { parseBankSms, toWire } from '../../../../../lambdas/devices/domain/bank-sms/index.ts';
import { accuracyOf, type LabelledSms, labelledMessages, type Reading } from '../../../../support/bank-sms-cases.ts';
import { PERTURBATIONS, type Perturbation, randomOf } from '../../../../support/perturbed-sms.ts';

const read = (sms: LabelledSms): Reading => toWire(parseBankSms(sms));
const isRead = (sms: LabelledSms): boolean => accuracyOf([sms], read).misses.length === 0;

/** Only what is read rightly as it stands can be read worse. */
const cases = labelledMessages().filter(isRead);

/** The misses among the messages that the perturbation changed, and how many those are. */
function lostBy(perturb: Perturbation, seed: number): { readonly changed: number; readonly misses: readonly string[] } {
  const random = randomOf(seed);
  const changed = cases.flatMap((sms) => {
    const other = perturb(sms, random);
    return other.message === sms.message ? [] : [other];
  });
  return { changed: changed.length, misses: accuracyOf(changed, read).misses };
}

/** The share that may be lost: six digits are a date or a code by chance, a name in one word is a bank's as well. */
const MAY_BE_LOST: Readonly<Record<keyof typeof PERTURBATIONS, number>> = {
  sums: 0.003,
  account: 0.003,
  name: 0.008,
  days: 0.004,
  rupees: 0.004,
  blanks: 0.002,
  ending: 0.002,
  capitals: 0.003,
};

describe('a message that differs only in what it is about', () => {
  it.each(Object.keys(PERTURBATIONS) as (keyof typeof PERTURBATIONS)[])('is read as before with other %s', (kind) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { changed, misses } = lostBy(PERTURBATIONS[kind], seed);
        expect(changed).toBeGreaterThan(300);
        if (misses.length > changed * MAY_BE_LOST[kind])
          throw new Error(`${misses.length} of ${changed} lost: ${misses.join('; ')}`);
      }),
      { numRuns: 3 },
    );
  });
});
