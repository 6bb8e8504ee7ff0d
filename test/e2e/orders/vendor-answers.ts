import { callAs } from '../../support/cloud.ts';
import { balanceOf } from '../../support/money.ts';
import { feeRupees, type SandboxOrders, stepsOf } from '../../support/sandbox-orders.ts';
import { until } from '../../support/until.ts';

type Case = readonly [
  reference: string,
  state: string,
  reason: string | null,
  paid: number,
  steps: readonly string[],
  vendor: string | undefined,
];

const paid = ['placed', 'held', 'accepted', 'captured', 'delivered'];
const cases: readonly Case[] = [
  ['accept-1', 'delivered', null, 100, paid, 'delivered'],
  ['part-1', 'delivered', null, 50, paid, 'delivered'],
  ['later-1', 'delivered', null, 100, paid, 'delivered'],
  ['twice-1', 'delivered', null, 100, paid, 'delivered'],
  ['broken-1', 'delivered', null, 100, paid, 'delivered'],
  ['refuse-1', 'undone', 'vendor-refused', 0, ['placed', 'held', 'refused', 'undoing', 'voided', 'undone'], 'refused'],
  [
    'silent-1',
    'undone',
    'no-answer',
    0,
    ['placed', 'held', 'no-answer', 'undoing', 'voided', 'cancelled', 'undone'],
    'cancelled',
  ],
  [
    'hang-1',
    'undone',
    'no-answer',
    0,
    ['placed', 'held', 'no-answer', 'undoing', 'voided', 'cancelled', 'undone'],
    'cancelled',
  ],
  [
    'undelivered-1',
    'undone',
    'not-delivered',
    0,
    ['placed', 'held', 'accepted', 'captured', 'undoing', 'reversed', 'cancelled', 'undone'],
    'cancelled',
  ],
  [
    'stubborn-1',
    'stuck',
    'no-answer',
    0,
    ['placed', 'held', 'no-answer', 'undoing', 'voided', 'cancel-failed', 'stuck'],
    'asked',
  ],
];

export const vendorAnswers = (orders: SandboxOrders) =>
  describe('what a vendor answers', () => {
    const { place, placeAll, read, ended, allEnded, atVendor, answerAs } = orders;

    it('pays what a vendor delivers, and gives back what it does not', async () => {
      const before = await balanceOf(orders.cloud, 'asha');
      const all = await allEnded(await placeAll(cases.map(([reference]) => reference)));

      expect(
        all.map((order) => [
          order.reference,
          order.state,
          order.reason,
          Number(order.captured.minor) / 100,
          stepsOf(order),
          atVendor(order)?.state,
        ]),
      ).toEqual(cases);
      const spent = cases.reduce((sum, [, , , rupees]) => sum + (rupees === 0 ? 0 : rupees + feeRupees), 0);
      expect(await balanceOf(orders.cloud, 'asha')).toBe(before - spent * 100);
      expect(await balanceOf(orders.cloud, 'shop-1')).toBe(45_000);
    });

    it('asks a vendor again that does not call', async () => {
      const order = await ended(await place('polled-1', 100, { vendor: 'sandbox-polled' }));
      expect(order).toMatchObject({ state: 'delivered', merchant: null });
    });

    it('tells a vendor to cancel that accepts when nobody waits any more, and captures nothing', async () => {
      const before = await balanceOf(orders.cloud, 'asha');
      const [order] = await allEnded(await placeAll(['late-1']));
      if (order === undefined) throw new Error('no order');
      expect(order.state).toBe('undone');
      await until(async () => stepsOf(await read(order.orderId)).includes('cancelled-late'));
      expect(atVendor(order)).toMatchObject({ state: 'cancelled', cancelled: 2, outcomes: ['too-late'] });
      expect(await balanceOf(orders.cloud, 'asha')).toBe(before);
    });

    it('takes a second call of a vendor for the first', async () => {
      const order = await ended(await place('twice-2'));
      await until(() => atVendor(order)?.outcomes.length === 2);
      expect(atVendor(order)?.outcomes).toEqual(['taken', 'taken']);
      const again = await answerAs('sandbox', order.orderId, { status: 'accepted' });
      expect(again).toMatchObject({ status: 200, body: { outcome: 'taken' } });
      expect(await answerAs('sandbox', order.orderId, { status: 'refused' })).toMatchObject({ status: 409 });
      expect(await read(order.orderId)).toEqual(order);
    });

    it('hears nobody who has the vendor’s token and not its key', async () => {
      const { body } = await place('later-forged');
      const path = `/v1/vendor-callbacks/${body.orderId}`;
      const forged = { 'sangam-signature': `t=${Math.floor(Date.now() / 1000)},k=k1,v1=${'0'.repeat(64)}` };
      for (const headers of [{}, forged])
        expect(
          await callAs(orders.cloud, { client: 'sandbox' }, 'POST', path, { status: 'refused' }, headers),
        ).toMatchObject({
          status: 401,
          body: { type: '/docs#problem-signature-refused' },
        });
      expect((await ended({ status: 202, body })).state).toBe('delivered');
      expect(orders.sandbox.refused).toEqual([]);
    });
  });
