/** Where the one pass over a text stops: a literal word, or the shape that a kind of value begins with. */
export type Anchor =
  | LiteralAnchor
  | { readonly kind: 'trigger'; readonly trigger: Exclude<Trigger, 'digit_run' | 'token_run'> }
  | DigitRunAnchor
  | TokenRunAnchor;

/**
 * Found whatever its case and accents unless `exactCase`, and anywhere unless `wholeWord` (see `isWholeWord`) or `atStart`: not
 * behind a letter or digit. One of a single character or two costs each text time unless it is `atStart`. With `beforeNumber` one that
 * ends with a letter need be found only at the end of a word with a digit one or two characters behind it.
 */
export type LiteralAnchor = {
  readonly kind: 'literal';
  readonly text: string;
  readonly exactCase?: true;
  readonly wholeWord?: true;
  readonly atStart?: true;
  readonly beforeNumber?: true;
};

/** Of runs of digits, which are many, those in which a detector's values may stand: the pass sees that. */
export type DigitRunAnchor = {
  readonly kind: 'trigger';
  readonly trigger: 'digit_run';
  readonly digitsMin?: number;
  readonly needs?: DigitRunSign;
  /** Where a word of this group stands anywhere in the text, the sign is not needed. */
  readonly unlessWords?: WordGroup;
} & Partial<NumberSigns>;

/** Of runs like tokens, most of which are names in programs, those in which a detector's values may stand. */
export type TokenRunAnchor = {
  readonly kind: 'trigger';
  readonly trigger: 'token_run';
  readonly needs?: TokenRunSign;
};

/**
 * dot      a dot behind it
 * wallet   letters and digits at its end that have length, beginning and alphabet of the address of a wallet
 * account  two letters and a digit, as account numbers begin, at its start
 */
export type TokenRunSign = 'dot' | 'wallet' | 'account';

/** What the signs are made of; each is of whoever needs the sign. */
export type NumberSigns = {
  readonly forms: readonly NumberForm[];
  /** Lengths of cards that begin with three digits, as bits. */
  readonly cardLengths: (three: number) => number;
  /** Two letters each. */
  readonly countries: readonly string[];
};

/** How a number is drawn: lengths of groups of digits with the signs between them, as in `3-2-4`. */
export type NumberForm = {
  readonly groups: string;
  /** A letter, `-` or `+` joins it from before, or from behind; else neither letter nor digit does. */
  readonly hasBefore: boolean;
  readonly hasBehind: boolean;
};

/**
 * opening  groups of digits that are drawn as one of the forms
 * dialled  a group behind `+` or `(`, or groups that are drawn as phone numbers are
 * country  two letters of a country and a digit at most 26 characters before, as account numbers begin, and a letter within 8
 * pairs    a dash behind one or two digits
 * card     a piece, of whole groups, with the length, beginning and check digit of a payment card
 */
export type DigitRunSign = 'opening' | 'dialled' | 'country' | 'pairs' | 'card';

/**
 * Shapes the pass itself sees:
 *   digit_run   7 or more digits, single separators (space . - / ( ) +) between them allowed; the whole run is the hit
 *   at_sign     `@` between two word characters
 *   scheme      `://`
 *   token_run   20 or more of [A-Za-z0-9+/=_-] of mixed kinds; the whole run is the hit
 *   dotted      digits and three dots, as long as an IPv4 address or a version like one; the whole run is the hit
 *   colons      hexadecimal groups and colons, as many as an IPv6 or hardware address may have; the whole run is the hit
 */
export type Trigger = 'digit_run' | 'at_sign' | 'scheme' | 'token_run' | 'dotted' | 'colons';

/** Good within `check` only. */
export type Hit = {
  readonly anchor: Anchor;
  readonly start: number;
  readonly end: number;
  /** Of a run of digits: whether it may be dialled. */
  readonly isDialled: boolean;
};

/**
 * The text in the form a person sees it, and what else the one pass found in it. Offsets are of this view, which may be
 * the text itself, the text without its escapes, or what a piece of it decodes to (base64, hex, URL): a detector need
 * not know. `near` answers within `check` only.
 */
export type ScannedText = {
  readonly text: string;
  /** No other view has it: what is kept from one check to the next is of the view whose number it was kept under. */
  readonly number: number;
  /** Whether a word of the group ends within `before` characters ahead of `start`, or begins within `after` behind `end`. */
  readonly near: (
    words: WordGroup,
    span: { readonly start: number; readonly end: number },
    reach: { readonly before: number; readonly after: number },
  ) => boolean;
  /** How many digits (ASCII) stand in a stretch, which may reach beyond the text. */
  readonly countDigits: (span: { readonly start: number; readonly end: number }) => number;
  /** Whether a value with so many digits may begin in a stretch near the hit: they stand within `DIGITS_REACH` characters. */
  readonly mayBegin: (stretch: { readonly start: number; readonly end: number }, digits: number) => boolean;
  /**
   * Asked before so many characters are looked at that are no window round the hit, as a table below its head is. False: in
   * this text enough were; what is left out for that is told as over budget.
   */
  readonly mayLookAt: (characters: number) => boolean;
};

/**
 * Words whose nearness speaks for or against a finding, found in the same pass as whole words whatever their case and
 * accents. A group is known by its name: one name, one list.
 */
export type WordGroup = { readonly name: string; readonly words: readonly string[] };

export type Candidate = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** 0 to 100. */
  readonly confidence: number;
};

/**
 * Looks at a bounded window round one hit and reports what it holds. Work at a hit is bounded: no loop without a fixed
 * bound, no regular expression with an unbounded repeat. Pure: the same view gives the same candidates.
 */
export type Detector = {
  readonly id: string;
  readonly version: number;
  /** Rows of `finding-types.ts` that it may report. */
  readonly types: readonly string[];
  readonly anchors: readonly Anchor[];
  /** Groups it asks `near` about. */
  readonly words: readonly WordGroup[];
  /**
   * A check takes microseconds where others take fractions of one: it is called 1,024 times and once for each 256
   * characters of a text, and then reported as over budget.
   */
  readonly isCostly?: true;
  /**
   * The same of one that is called four times as often: 4,096 times and once for each 64 characters. Of real texts that are full of
   * names of numbers none has more, nor have records of people.
   */
  readonly isCounted?: true;
  readonly check: (hit: Hit, scanned: ScannedText, report: (candidate: Candidate) => void) => void;
};

/** Functions that a pure floor cannot have by itself; `app` hands them in. */
export type DetectionTools = {
  /** SHA-256 of bytes. */
  readonly sha256Bytes: (bytes: Uint8Array) => Uint8Array;
  /** Keccak-256 of bytes. */
  readonly keccak256Bytes: (bytes: Uint8Array) => Uint8Array;
  /** Whether the text is a phone number that some country's plan gives out; `region` only guides national forms. */
  readonly isPhoneNumber: (text: string, region: string | null) => boolean;
};
