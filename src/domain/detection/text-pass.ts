import type { DetectorPlan } from './detector-plan.ts';
import { foldedUnit } from './fold-characters.ts';
import { writeTables } from './kernel-tables.ts';
import { clearSightings, type IsThere, type Sightings, takeLiterals, takeTriggers, takeWords } from './sightings.ts';
import { createTextKernel } from './text-kernel.ts';
import { createTextMemory, type UnitMover, type ViewMaker } from './text-memory.ts';
import { byteOf, isSharedByte } from './text-units.ts';

/** One text after another, each read before it is looked at. Between texts nothing of them stands in memory. */
export type TextPass = {
  readonly read: (text: string) => void;
  /** Makes views of the text that was read last. */
  readonly maker: ViewMaker;
  /** All words, literals and shapes of the text that was read last. */
  readonly see: (text: string, sightings: Sightings) => void;
  /** How many digits stand in a stretch of that text. */
  readonly countDigits: (from: number, to: number) => number;
  /** The first digit of a stretch of it with so many from it on within `DIGITS_REACH` characters; else where the stretch ends. */
  readonly nextDigits: (from: number, to: number, count: number) => number;
  /** Once it was seen: the next place of that text, in strides from a place on, at which something may be spelled; -1: none. */
  readonly nextSpelled: (from: number) => number;
  /** The next place of that text behind which codes of characters may stand in a list; -1: none. */
  readonly nextCodes: (from: number) => number;
  readonly clear: () => void;
};

/** A sighting is four numbers. */
const SIGHTING = 4;

export function createTextPass(plan: DetectorPlan, writer: UnitMover | null): TextPass {
  const kernel = createTextKernel();
  const tables = writeTables(kernel, plan);
  const sightingsAt = tables.sightingsAt >> 2;
  const { read, maker, isAscii, numbers: numbersOf, clear } = createTextMemory(kernel, tables.end, writer);

  /** The text at hand; none between texts. */
  const seen = { text: '' };
  const isThere = (texts: readonly string[]): IsThere => {
    const isShared = Uint8Array.from(texts, (text) => (hasSharedByte(text) ? 1 : 0));
    return (row, start) => isShared[row] !== 1 || standsAt(seen.text, texts[row] ?? '', start);
  };
  const isLiteralThere = isThere(plan.literals.texts);
  const isWordThere = isThere(plan.words.texts);

  /** Takes the sightings that stand in memory, up to a place: literals, words, shapes. */
  function take(end: number, sightings: Sightings): void {
    const numbers = numbersOf();
    const isExact = isAscii();
    const words = takeLiterals(sightings, { numbers, from: sightingsAt, end }, isExact ? null : isLiteralThere);
    const shapes = takeWords(sightings, { numbers, from: words, end }, isExact ? null : isWordThere);
    takeTriggers(sightings, { numbers, from: shapes, end });
  }

  return {
    read,
    maker,
    see: (text, sightings) => {
      clearSightings(sightings, text.length);
      seen.text = text;
      for (let isMore = true; isMore; ) {
        const found = kernel.find();
        isMore = found < 0;
        take(sightingsAt + (isMore ? ~found : found) * SIGHTING, sightings);
      }
      seen.text = '';
      if (kernel.hasLost() === 1) sightings.isOverBudget = true;
    },
    countDigits: kernel.countDigits,
    nextDigits: kernel.nextDigits,
    nextSpelled: kernel.nextSpelled,
    nextCodes: kernel.nextCodes,
    clear,
  };
}

/** Most literals have none: what was seen by their bytes stands there. */
function hasSharedByte(folded: string): boolean {
  for (let at = 0; at < folded.length; at += 1) if (isSharedByte(byteOf(folded.charCodeAt(at)))) return true;
  return false;
}

/** Characters that share a byte are told apart here. */
function standsAt(text: string, folded: string, start: number): boolean {
  for (let at = 0; at < folded.length; at += 1) {
    const unit = folded.charCodeAt(at);
    if (isSharedByte(byteOf(unit)) && foldedUnit(text.charCodeAt(start + at)) !== unit) return false;
  }
  return true;
}
