/** How a country draws its numbers. */
export type PhoneDrawing = {
  readonly expression: RegExp;
  /** Whose plan a number is looked up in when nothing else speaks for it. */
  readonly region: string | null;
  /** Without a word for a phone near. */
  readonly confidence: number;
};

/** One whose first group of digits, which begins with zero, has from so many to so many. */
type ZeroDrawing = PhoneDrawing & { readonly lengths: readonly [number, number] };

const end = '(?![\\d\\p{L}_])(?![-./ ]\\d)';

function drawing(source: string, region: string | null, confidence: number): PhoneDrawing {
  return { expression: new RegExp(source + end, 'uy'), region, confidence };
}

const bracketed: readonly PhoneDrawing[] = [
  drawing('\\(\\d{3}\\)[ -]?\\d{3}[- .]\\d{4}', null, 82),
  drawing('\\(\\d{2}\\) ?9?\\d{4}-\\d{4}', 'BR', 74),
  drawing('\\(0(?:20|1\\d{2}|1\\d{3})\\) ?\\d{3,4} ?\\d{3,4}', 'GB', 62),
  drawing('\\(0[2-9]\\d{1,4}\\) ?\\d{3,8}(?:[ -]\\d{2,4})?', 'DE', 60),
  drawing('\\(0[2-8]\\) ?\\d{4} ?\\d{4}', 'AU', 66),
];
const withOne: readonly PhoneDrawing[] = [
  drawing('1-\\d{3}-\\d{3}-\\d{4}', null, 80),
  drawing('1 ?\\(\\d{3}\\) ?\\d{3}[- .]\\d{4}', null, 84),
  drawing('1[ .][2-9]\\d{2}([ .])\\d{3}\\1\\d{4}', 'US', 64),
];
const inThrees: readonly PhoneDrawing[] = [
  drawing('\\d{3}-\\d{3}-\\d{4}', null, 70),
  // Kept for films and examples, so that no other number is drawn so.
  drawing('555-\\d{4}', null, 74),
  drawing('[2-9]\\d{2}\\.[2-9]\\d{2}\\.\\d{4}', 'US', 60),
];
/** Spain's nine digits, in threes and twos. */
const inSpain: readonly PhoneDrawing[] = [drawing('[679]\\d{2}(?: \\d{2}){3}', 'ES', 58)];
const ofMadrid: readonly PhoneDrawing[] = [drawing('9[1-8] \\d{3} \\d{2} \\d{2}', 'ES', 58)];
const withZero: readonly ZeroDrawing[] = [
  { ...drawing('001-\\d{3}-\\d{3}-\\d{4}', null, 80), lengths: [3, 3] },
  { ...drawing('00[1-9]\\d{0,2}(?:[ ./-]\\(?\\d{1,8}\\)?){2,5}', 'DE', 64), lengths: [3, 5] },
  { ...drawing('0[1-9](?:([ .-])\\d{2})(?:\\1\\d{2}){3}', 'FR', 70), lengths: [2, 2] },
  { ...drawing('0[1-9]\\d \\d{3} \\d{2} \\d{2}', 'CH', 58), lengths: [3, 3] },
  { ...drawing('07\\d{3} \\d{3} ?\\d{3}', 'GB', 66), lengths: [5, 5] },
  { ...drawing('07\\d{9}', 'GB', 54), lengths: [11, 11] },
  { ...drawing('0(?:20|1\\d{2}|1\\d{3}) \\d{3,4} ?\\d{3,4}', 'GB', 60), lengths: [3, 5] },
  { ...drawing('0(?:1[5-7]\\d|[2-9]\\d{1,3})[ /-]{1,3}\\d{3,4}[ -]?\\d{3,5}', 'DE', 56), lengths: [3, 5] },
  { ...drawing('0[2-478] \\d{4} \\d{4}', 'AU', 58), lengths: [2, 2] },
  { ...drawing('04\\d{2} \\d{3} \\d{3}', 'AU', 60), lengths: [4, 4] },
  { ...drawing('0\\d{1,3}-\\d{3,4}-\\d{4}', 'JP', 62), lengths: [2, 4] },
];
/** `6`, `7`, `9` */
const SPANISH: readonly number[] = [0x36, 0x37, 0x39];
const inThreesOrSpain: readonly PhoneDrawing[] = [...inThrees, ...inSpain];
const none: readonly PhoneDrawing[] = [];

/** Those with a zero by the length of the first group: none begins with `0.` as figures do. */
const withZeroOf: readonly (readonly PhoneDrawing[])[] = Array.from({ length: 12 }, (_, length) =>
  withZero.filter(({ lengths: [least, most] }) => length >= least && length <= most),
);

/** Drawings that may begin with a sign and a group of so many digits; most numbers are of none. */
export function drawingsFor(first: number, length: number, isWhole: boolean): readonly PhoneDrawing[] {
  if (first === 0x28) return bracketed;
  if (first === 0x30) return isWhole && length !== 11 ? none : (withZeroOf[length] ?? none);
  if (isWhole) return none;
  if (length === 3) return SPANISH.includes(first) ? inThreesOrSpain : inThrees;
  if (length === 2 && first === 0x39) return ofMadrid;
  return length === 1 && first === 0x31 ? withOne : none;
}
