/** Characters that the body of a token is written in. */
export type LetterSet =
  /** 0-9 a-f A-F */
  | 'hex'
  /** A-Z a-z 0-9 */
  | 'alnum'
  /** A-Z 0-9 */
  | 'upper'
  /** alnum and `_` */
  | 'word'
  /** word and `-` */
  | 'url'
  /** url and `.` */
  | 'dotted'
  /** alnum and `+ / = _ -` */
  | 'base64'
  /** alnum, `/` and `:` */
  | 'linked';

/** How an issuer writes its tokens, as its documentation tells. */
export type TokenForm = {
  readonly type: string;
  /** With article, for people. */
  readonly word: string;
  /** Each begins a token; case counts. */
  readonly prefixes: readonly string[];
  readonly body: LetterSet;
  readonly min: number;
  readonly max: number;
  /** What the body must look like besides; anchored at both ends, without unbounded repeats over what overlaps. */
  readonly shape?: RegExp;
  /** A checksum: `false` lowers the confidence, since test and revoked tokens are often made by hand. */
  readonly verify?: (token: string, prefix: string) => boolean;
  /** 95 when left out. Prefixes that ordinary words have get less. */
  readonly confidence?: number;
  /** The body is not random text by itself (it encodes something): randomness is not asked. */
  readonly isStructured?: true;
};

const UNIT_SETS: Readonly<Record<LetterSet, RegExp>> = {
  hex: /[0-9a-fA-F]/,
  alnum: /[0-9A-Za-z]/,
  upper: /[0-9A-Z]/,
  word: /\w/,
  url: /[\w-]/,
  dotted: /[\w.-]/,
  base64: /[\w+/=-]/,
  linked: /[0-9A-Za-z/:]/,
};

const MEMBERS = new Map(
  Object.entries(UNIT_SETS).map(([name, pattern]) => [
    name,
    Uint8Array.from({ length: 128 }, (_, unit) => (pattern.test(String.fromCharCode(unit)) ? 1 : 0)),
  ]),
);

/** Which ASCII characters a set holds: 1 for each that it does. */
export function membersOf(set: LetterSet): Uint8Array {
  return MEMBERS.get(set) ?? new Uint8Array(128);
}

/** Where the stretch of such characters that begins at `start` ends, at most `most` further. */
export function endOfLetters(text: string, start: number, { set, most }: { set: Uint8Array; most: number }): number {
  const limit = Math.min(text.length, start + most);
  let at = start;
  while (at < limit && set[text.charCodeAt(at)] === 1) at += 1;
  return at;
}

export function isAlphanumeric(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || ((unit | 32) >= 0x61 && (unit | 32) <= 0x7a);
}
