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
  /** How many digits a run of digits has; of a run of a token 1 where it may be text; zero for other shapes. */
  triggerDigits: Uint8Array;
  /** What may begin in it, by `DIGIT_RUN_SIGNS`. */
  triggerSigns: Uint8Array;
  /** So many of each kind may be seen in the text at hand. */
  countMax: number;
  /** More was seen than a text may hold; the rest was left out. */
  isOverBudget: boolean;
};

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

export function addLiteral(sightings: Sightings, row: number, start: number): void {
  const at = sightings.literalCount;
  if (at >= sightings.countMax) {
    sightings.isOverBudget = true;
    return;
  }
  if (at === sightings.literals.length) {
    sightings.literals = doubled(sightings.literals);
    sightings.literalStarts = doubled(sightings.literalStarts);
  }
  let place = at;
  // One that was looked for behind its beginning comes a little late.
  for (; place > 0 && isBehind(sightings, place - 1, { row, start }); place -= 1) {
    sightings.literals[place] = sightings.literals[place - 1] ?? 0;
    sightings.literalStarts[place] = sightings.literalStarts[place - 1] ?? 0;
  }
  sightings.literals[place] = row;
  sightings.literalStarts[place] = start;
  sightings.literalCount = at + 1;
}

/** Whether the literal at a place comes behind another: by where they begin, and of those at one place the shorter. */
function isBehind(sightings: Sightings, place: number, { row, start }: { row: number; start: number }): boolean {
  const other = sightings.literalStarts[place] ?? 0;
  // Rows are in order: one that begins as another does is behind it in the alphabet, and longer.
  return other > start || (other === start && (sightings.literals[place] ?? 0) < row);
}

export function addWord(sightings: Sightings, row: number, start: number): void {
  const at = sightings.wordCount;
  if (at >= sightings.countMax) {
    sightings.isOverBudget = true;
    return;
  }
  if (at === sightings.words.length) {
    sightings.words = doubled(sightings.words);
    sightings.wordStarts = doubled(sightings.wordStarts);
  }
  sightings.words[at] = row;
  sightings.wordStarts[at] = start;
  sightings.wordCount = at + 1;
}

/** Takes the four numbers that the kernel left of a shape: what it is, start, end, and digits with signs above them. */
export function addTrigger(sightings: Sightings, numbers: Int32Array, from: number): void {
  const at = sightings.triggerCount;
  if (at >= sightings.countMax) {
    sightings.isOverBudget = true;
    return;
  }
  if (at === sightings.triggers.length) {
    sightings.triggers = doubledBytes(sightings.triggers);
    sightings.triggerDigits = doubledBytes(sightings.triggerDigits);
    sightings.triggerSigns = doubledBytes(sightings.triggerSigns);
    sightings.triggerStarts = doubled(sightings.triggerStarts);
    sightings.triggerEnds = doubled(sightings.triggerEnds);
  }
  sightings.triggers[at] = numbers[from] ?? 0;
  sightings.triggerStarts[at] = numbers[from + 1] ?? 0;
  sightings.triggerEnds[at] = numbers[from + 2] ?? 0;
  sightings.triggerDigits[at] = (numbers[from + 3] ?? 0) & 0xff;
  sightings.triggerSigns[at] = (numbers[from + 3] ?? 0) >> 8;
  sightings.triggerCount = at + 1;
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
