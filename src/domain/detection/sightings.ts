/** What one pass saw, in typed arrays that are used again for the next text. Both lists are ordered by where they end. */
export type Sightings = {
  literalCount: number;
  /** Index of the literal that was seen. */
  literals: Int32Array;
  literalEnds: Int32Array;
  triggerCount: number;
  /** Index in `TRIGGERS`. */
  triggers: Uint8Array;
  triggerStarts: Int32Array;
  triggerEnds: Int32Array;
  /** More was seen than a text may hold; the rest was left out. */
  isOverBudget: boolean;
};

/** One sighting for each two characters is more than any honest text has; a text is never refused below the floor. */
const SIGHTINGS_FLOOR = 4096;
const START_SIZE = 1024;

export function emptySightings(): Sightings {
  return {
    ...{ literalCount: 0, literals: new Int32Array(START_SIZE), literalEnds: new Int32Array(START_SIZE) },
    ...{ triggerCount: 0, triggers: new Uint8Array(START_SIZE), isOverBudget: false },
    ...{ triggerStarts: new Int32Array(START_SIZE), triggerEnds: new Int32Array(START_SIZE) },
  };
}

export function sightingsMax(textLength: number): number {
  return SIGHTINGS_FLOOR + (textLength >> 1);
}

export function clearSightings(sightings: Sightings): void {
  sightings.literalCount = 0;
  sightings.triggerCount = 0;
  sightings.isOverBudget = false;
}

export function growLiterals(sightings: Sightings): void {
  sightings.literals = doubled(sightings.literals);
  sightings.literalEnds = doubled(sightings.literalEnds);
}

export function addTrigger(sightings: Sightings, seen: { trigger: number; start: number; end: number }): void {
  const at = sightings.triggerCount;
  if (at === sightings.triggers.length) {
    const triggers = new Uint8Array(at * 2);
    triggers.set(sightings.triggers);
    sightings.triggers = triggers;
    sightings.triggerStarts = doubled(sightings.triggerStarts);
    sightings.triggerEnds = doubled(sightings.triggerEnds);
  }
  sightings.triggers[at] = seen.trigger;
  sightings.triggerStarts[at] = seen.start;
  sightings.triggerEnds[at] = seen.end;
  sightings.triggerCount = at + 1;
}

function doubled(array: Int32Array): Int32Array {
  const twice = new Int32Array(array.length * 2);
  twice.set(array);
  return twice;
}
