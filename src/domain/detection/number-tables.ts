import type { NumberForm, NumberSigns } from './detector.ts';
import type { TextKernel } from './text-kernel.ts';

const RUN_LENGTH_MAX = 96;
/** Signs behind a group of digits by their places; at the first stand forms that need none. */
const JOINTS = '# -./';
const JOINTS_MAX = 8;
const LETTERS = 26;
const BEGINNINGS = 1000;
const SCRATCH = 3072;
const HAS_BEFORE = 1;
const HAS_BEHIND = 2;

/** Writes what the kernel is to look for in runs of digits into its memory. */
export function writeNumbers(
  kernel: TextKernel,
  { forms, cardLengths, countries }: NumberSigns,
  take: (size: number) => number,
): void {
  const openingsAt = take((RUN_LENGTH_MAX + 1) * JOINTS_MAX * 2);
  const lists = listsOf(forms);
  const formsAt = take(lists.reduce((sum, { bytes }) => sum + bytes.length, 1));
  const cardsAt = take(BEGINNINGS * 4);
  const countriesAt = take(LETTERS * LETTERS);
  const scratchAt = take(SCRATCH);
  const memory = kernel.memory.buffer;
  const openings = new Uint16Array(memory, openingsAt, (RUN_LENGTH_MAX + 1) * JOINTS_MAX);
  // Zero says that there are none.
  let at = 1;
  for (const { opening, bytes } of lists) {
    openings[opening] = at;
    new Uint8Array(memory).set(bytes, formsAt + at);
    at += bytes.length;
  }
  new Int32Array(memory, cardsAt, BEGINNINGS).set(Array.from({ length: BEGINNINGS }, (_, three) => cardLengths(three)));
  const known = new Uint8Array(memory, countriesAt, LETTERS * LETTERS);
  for (const country of countries) known[letterAt(country, 0) * LETTERS + letterAt(country, 1)] = 1;
  kernel.placeNumbers(openingsAt, formsAt, cardsAt, countriesAt, scratchAt);
}

function letterAt(country: string, at: number): number {
  return (country.charCodeAt(at) | 32) - 0x61;
}

/** Forms by how they begin: the length of their first group and the sign behind it. */
function listsOf(forms: readonly NumberForm[]) {
  const byOpening = Map.groupBy(forms, ({ groups }) => {
    const [, length = '', sign = ''] = /^(\d+)(.?)/.exec(groups) ?? [];
    return Number(length) * JOINTS_MAX + Math.max(0, JOINTS.indexOf(sign || JOINTS.charAt(0)));
  });
  return [...byOpening].map(([opening, own]) => ({ opening, bytes: [...own.flatMap(bytesOf), 0] }));
}

function bytesOf({ groups, hasBefore, hasBehind }: NumberForm): readonly number[] {
  const lengths = groups.split(/\D/).map(Number);
  const signs = [...groups.replace(/\d+/g, '')].map((sign) => sign.charCodeAt(0));
  const flags = (hasBefore ? HAS_BEFORE : 0) | (hasBehind ? HAS_BEHIND : 0);
  return [lengths.length, flags, ...lengths, ...signs];
}
