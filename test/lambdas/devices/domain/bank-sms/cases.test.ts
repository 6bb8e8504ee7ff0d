import { isBounce, parseBankSms, toWire } from '../../../../../lambdas/devices/domain/bank-sms/index.ts';
import { accuracyOf, labelledMessages } from '../../../../support/bank-sms-cases.ts';

const cases = labelledMessages();
const accuracy = accuracyOf(cases, (sms) => toWire(parseBankSms(sms)));
const report = `missed:\n${accuracy.misses.join('\n')}`;

/** Fails with the list of misses, because a share alone says nothing about what to mend. */
const expectAtLeast = (share: number, least: number): void => {
  if (share < least) throw new Error(`${share} is below ${least}; ${report}`);
};

describe('labelled messages', () => {
  it('are there', () => expect(cases.length).toBeGreaterThan(700));

  it('are told from messages that moved no money', () => {
    expectAtLeast(accuracy.isTransaction, 0.985);
    expectAtLeast(1 - accuracy.falsePositives, 0.985);
  });

  it('give their amount and account', () => {
    expectAtLeast(accuracy.amount, 0.985);
    expectAtLeast(accuracy.account, 0.98);
  });

  it('give the other side of the payment', () => expectAtLeast(accuracy.merchant, 0.93));

  it('give all of their fields at once', () => expectAtLeast(accuracy.allFields, 0.95));

  it('say why they moved no money', () => {
    const notices = cases.filter((sms) => sms.class !== null);
    const missed = notices.filter((sms) => toWire(parseBankSms(sms)).class !== sms.class).map(({ id }) => id);
    if (missed.length > notices.length * 0.1) throw new Error(`other class: ${missed.join(', ')}`);
  });

  it('are bounces when a payment was returned', () => {
    const bounces = cases.filter(({ kind, isTransaction }) => kind === 'bounce' && !isTransaction);
    expect(bounces).not.toHaveLength(0);
    expect(bounces.filter((sms) => !isBounce(parseBankSms(sms))).map(({ id }) => id)).toEqual([]);
  });
});
