/** What the passes saw, in typed arrays that are used again for the next text. Literals and words are ordered by where they begin. */
export type Sightings = {
  literalCount: number;
  /** Index of the literal that was seen. */
  literals: Int32Array;
  literalStarts: Int32Array;
  wordCount: number;
  /** Row of the words. */
  words: Int32Array;
  wordStarts: Int32Array;
  triggerCount: number;
  /** Index in `TRIGGERS`. */
  triggers: Uint8Array;
  triggerStarts: Int32Array;
  triggerEnds: Int32Array;
  /** How many digits a run of digits has; of a run of a token what it may be text in (`TEXT_IN`); zero for other shapes. */
  triggerDigits: Uint8Array;
  /** What may begin in it, by `DIGIT_RUN_SIGNS`; what may stand in a run of a token, by `TOKEN_RUN_SIGNS`. */
  triggerSigns: Uint8Array;
  /** So many of each kind may be seen in the text at hand. */
  countMax: number;
  /** More was seen than a text may hold; the rest was left out. */
  isOverBudget: boolean;
};

/** As the kernel has it: base64 or hexadecimal, and base 32. */
export const TEXT_IN = { bytes: 1, base32: 2 } as const;

/** One sighting for each two characters is more than any honest text has; a text is never refused below the floor. */
const SIGHTINGS_FLOOR = 4096;
const START_SIZE = 1024;

export function emptySightings(): Sightings {
  return {
    ...{ literalCount: 0, literals: new Int32Array(START_SIZE), literalStarts: new Int32Array(START_SIZE) },
    ...{ wordCount: 0, words: new Int32Array(START_SIZE), wordStarts: new Int32Array(START_SIZE) },
    ...{ triggerCount: 0, triggers: new Uint8Array(START_SIZE), countMax: 0, isOverBudget: false },
    ...{ triggerStarts: new Int32Array(START_SIZE), triggerEnds: new Int32Array(START_SIZE) },
    ...{ triggerDigits: new Uint8Array(START_SIZE), triggerSigns: new Uint8Array(START_SIZE) },
  };
}

export function clearSightings(sightings: Sightings, textLength: number): void {
  sightings.literalCount = 0;
  sightings.wordCount = 0;
  sightings.triggerCount = 0;
  sightings.countMax = SIGHTINGS_FLOOR + (textLength >> 1);
  sightings.isOverBudget = false;
}

/** What the kernel left, four numbers each: what it is, start, end, and digits with signs above them or one of these. */
export type Left = { readonly numbers: Int32Array; readonly from: number; readonly end: number };
const SIGHTING = 4;
const OF_LITERAL = 1 << 16;
const OF_WORD = 2 << 16;

/** Whether what was seen by shared bytes stands there. */
export type IsThere = (row: number, start: number) => boolean;

/** Takes literals, and tells where they end. */
export function takeLiterals(sightings: Sightings, { numbers, from, end }: Left, isThere: IsThere | null): number {
  while (sightings.literals.length < sightings.literalCount + (end - from) / SIGHTING) {
    sightings.literals = doubled(sightings.literals);
    sightings.literalStarts = doubled(sightings.literalStarts);
  }
  const { literals, literalStarts, countMax } = sightings;
  let count = sightings.literalCount;
  let at = from;
  for (; at < end && numbers[at + 3] === OF_LITERAL; at += SIGHTING) {
    const row = numbers[at] ?? 0;
    const start = numbers[at + 1] ?? 0;
    if (isThere !== null && !isThere(row, start)) continue;
    if (count >= countMax) {
      sightings.isOverBudget = true;
      continue;
    }
    let place = count;
    // One that was looked for behind its beginning comes a little late; of those that begin together the longer comes first,
    // which is behind the other in the alphabet, as rows are.
    for (; place > 0; place -= 1) {
      const other = literalStarts[place - 1] ?? 0;
      const otherRow = literals[place - 1] ?? 0;
      if (other < start || (other === start && otherRow >= row)) break;
      literals[place] = otherRow;
      literalStarts[place] = other;
    }
    literals[place] = row;
    literalStarts[place] = start;
    count += 1;
  }
  sightings.literalCount = count;
  return at;
}

/** Takes words, and tells where they end. */
export function takeWords(sightings: Sightings, { numbers, from, end }: Left, isThere: IsThere | null): number {
  while (sightings.words.length < sightings.wordCount + (end - from) / SIGHTING) {
    sightings.words = doubled(sightings.words);
    sightings.wordStarts = doubled(sightings.wordStarts);
  }
  const { words, wordStarts, countMax } = sightings;
  let count = sightings.wordCount;
  let at = from;
  for (; at < end && numbers[at + 3] === OF_WORD; at += SIGHTING) {
    const row = numbers[at] ?? 0;
    const start = numbers[at + 1] ?? 0;
    if (isThere !== null && !isThere(row, start)) continue;
    if (count >= countMax) {
      sightings.isOverBudget = true;
      continue;
    }
    words[count] = row;
    wordStarts[count] = start;
    count += 1;
  }
  sightings.wordCount = count;
  return at;
}

/** Takes shapes, which are all that is left. */
export function takeTriggers(sightings: Sightings, { numbers, from, end }: Left): void {
  while (sightings.triggers.length < sightings.triggerCount + (end - from) / SIGHTING) {
    sightings.triggers = doubledBytes(sightings.triggers);
    sightings.triggerDigits = doubledBytes(sightings.triggerDigits);
    sightings.triggerSigns = doubledBytes(sightings.triggerSigns);
    sightings.triggerStarts = doubled(sightings.triggerStarts);
    sightings.triggerEnds = doubled(sightings.triggerEnds);
  }
  const { triggers, triggerStarts, triggerEnds, triggerDigits, triggerSigns, countMax } = sightings;
  let count = sightings.triggerCount;
  for (let at = from; at < end; at += SIGHTING) {
    if (count >= countMax) {
      sightings.isOverBudget = true;
      break;
    }
    const digits = numbers[at + 3] ?? 0;
    triggers[count] = numbers[at] ?? 0;
    triggerStarts[count] = numbers[at + 1] ?? 0;
    triggerEnds[count] = numbers[at + 2] ?? 0;
    triggerDigits[count] = digits & 0xff;
    triggerSigns[count] = digits >> 8;
    count += 1;
  }
  sightings.triggerCount = count;
}

function doubled(array: Int32Array): Int32Array {
  const twice = new Int32Array(array.length * 2);
  twice.set(array);
  return twice;
}

function doubledBytes(array: Uint8Array): Uint8Array {
  const twice = new Uint8Array(array.length * 2);
  twice.set(array);
  return twice;
}
