import { fromDecimal, toDecimal } from './amount.ts';
import type { Currency } from './currency.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { DataObject } from './tlv.ts';

/** What the payer is asked beside the amount: a tip of own choice, a fixed fee in minor units, or hundredths of a percent (1 to 9999). */
export type Tip =
  | { readonly kind: 'asked' }
  | { readonly kind: 'fixed'; readonly fee: bigint }
  | { readonly kind: 'percentage'; readonly basisPoints: number };

const percentage = /^\d{1,2}(?:\.\d{0,2})?$/;

export function writeTip(tip: Tip, currency: Currency): readonly DataObject[] | Refusal {
  switch (tip.kind) {
    case 'asked':
      return [{ tag: '55', value: '01' }];
    case 'fixed': {
      const fee = toDecimal(tip.fee, currency);
      if (fee === undefined) return refuse('bad-value', '56');
      return [
        { tag: '55', value: '02' },
        { tag: '56', value: fee },
      ];
    }
    case 'percentage': {
      if (!Number.isInteger(tip.basisPoints) || tip.basisPoints < 1 || tip.basisPoints > 9999)
        return refuse('bad-value', '57');
      return [
        { tag: '55', value: '03' },
        { tag: '57', value: (tip.basisPoints / 100).toFixed(2) },
      ];
    }
  }
}

/** A fee without its indicator is refused: one reader would add it, another would not. */
export function readTip(root: ReadonlyMap<string, string>, currency: Currency): Tip | null | Refusal {
  const indicator = root.get('55');
  const [fixed, percent] = [root.get('56'), root.get('57')];
  if (fixed !== undefined && indicator !== '02') return refuse('unexpected', '56');
  if (percent !== undefined && indicator !== '03') return refuse('unexpected', '57');
  switch (indicator) {
    case undefined:
      return null;
    case '01':
      return { kind: 'asked' };
    case '02': {
      if (fixed === undefined) return refuse('missing', '56');
      const fee = fromDecimal(fixed, currency);
      return fee === undefined ? refuse('bad-value', '56') : { kind: 'fixed', fee };
    }
    case '03': {
      if (percent === undefined) return refuse('missing', '57');
      const basisPoints = percentage.test(percent) ? Math.round(Number(percent) * 100) : 0;
      return basisPoints === 0 ? refuse('bad-value', '57') : { kind: 'percentage', basisPoints };
    }
    default:
      return refuse('bad-value', '55');
  }
}

/** What a fee adds to an amount, in minor units, halves rounded up; a tip of own choice adds nothing by itself. */
export function feeOf(tip: Tip | null, amount: bigint): bigint {
  if (tip?.kind === 'fixed') return tip.fee;
  if (tip?.kind === 'percentage') return (amount * BigInt(tip.basisPoints) + 5000n) / 10_000n;
  return 0n;
}
