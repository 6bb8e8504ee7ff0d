import { CaseTag, IfTag, type Template, UnlessTag } from 'liquidjs';
import type { Globals } from './engine.ts';
import { capacity, isGsm, smsParts } from './sms-parts.ts';
import { renderText, type Scope, type Text } from './text.ts';

/** The most that a text can take, over all its branches. */
export type Measure = {
  readonly septets: number;
  readonly units: number;
  readonly bytes: number;
  readonly isGsm: boolean;
  /** Some characters take two places, which a part has no use for when only one is left. */
  readonly hasWide: boolean;
};

const nothing: Measure = { septets: 0, units: 0, bytes: 0, isGsm: true, hasWide: false };

/** @param scope every value at its longest @throws LiquidError where a filter is given what it cannot print */
export function measure(text: Text, scope: Scope, globals: Globals): Measure {
  const of = (templates: readonly Template[]): Measure =>
    templates.reduce((sum, template) => joined(sum, ofOne(template)), nothing);
  function ofOne(template: Template): Measure {
    if (!(template instanceof IfTag || template instanceof UnlessTag || template instanceof CaseTag))
      return ofWords(renderText({ ...text, parsed: [template] }, scope, globals));
    const branches = [...template.branches.map(({ templates }) => templates), template.elseTemplates ?? []];
    return branches.map(of).reduce(larger, nothing);
  }
  return of(text.parsed);
}

function ofWords(words: string): Measure {
  const gsm = isGsm(words);
  const septets = gsm ? smsParts(words).units : words.length;
  return {
    septets,
    units: words.length,
    bytes: Buffer.byteLength(words),
    isGsm: gsm,
    hasWide: septets > words.length || /[\ud800-\udbff]/.test(words),
  };
}

const joined = (a: Measure, b: Measure): Measure => ({
  septets: a.septets + b.septets,
  units: a.units + b.units,
  bytes: a.bytes + b.bytes,
  isGsm: a.isGsm && b.isGsm,
  hasWide: a.hasWide || b.hasWide,
});

/** The most of each: a bound of both. */
export const larger = (a: Measure, b: Measure): Measure => ({
  septets: Math.max(a.septets, b.septets),
  units: Math.max(a.units, b.units),
  bytes: Math.max(a.bytes, b.bytes),
  isGsm: a.isGsm && b.isGsm,
  hasWide: a.hasWide || b.hasWide,
});

/** The most parts that an SMS of this measure takes. */
export function mostParts({ isGsm: gsm, septets, units, hasWide }: Measure): number {
  const { alone, joined: ofPart } = capacity[gsm ? 'gsm-7' : 'ucs-2'];
  const length = gsm ? septets : units;
  return length <= alone ? 1 : Math.ceil(length / (hasWide ? ofPart - 1 : ofPart));
}
