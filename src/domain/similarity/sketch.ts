/**
 * 128 numbers that stand for a set of shingles: of each bin the least (MinHash with one permutation; Li, Owen and Zhang 2012).
 * How many bins agree says how much of two sets is shared, within four hundredths one time in two at a half.
 */
export type Sketch = Uint16Array;

export const SKETCH_BINS = 128;
/** No shingle fell into the bin. */
export const EMPTY_BIN = 0xffff;

/** What of a text is compared and kept. */
export type KeptSketch = { readonly sketch: Sketch; readonly shingles: number };

/** The sketch of some shingles, each counted once however often it stands there. */
export function sketchOf(shingles: Iterable<number>): KeptSketch {
  const sketch = new Uint16Array(SKETCH_BINS).fill(EMPTY_BIN);
  const different = new Set<number>();
  for (const shingle of shingles) {
    different.add(shingle);
    const bin = shingle % SKETCH_BINS;
    const value = Math.min(shingle >>> 16, EMPTY_BIN - 1);
    if (value < (sketch[bin] ?? 0)) sketch[bin] = value;
  }
  return { sketch, shingles: different.size };
}

/** The share of their shingles that two sets have in common, 0 to 1: Jaccard's index, estimated. */
export function similarityOf(one: Sketch, other: Sketch): number {
  let [used, equal] = [0, 0];
  for (let bin = 0; bin < SKETCH_BINS; bin += 1) {
    const [a, b] = [one[bin], other[bin]];
    if (a === EMPTY_BIN && b === EMPTY_BIN) continue;
    used += 1;
    if (a === b) equal += 1;
  }
  return used === 0 ? 0 : equal / used;
}

/** The sketch of both sets together. How many shingles those are is reckoned from what they share. */
export function joinSketches(one: KeptSketch, other: KeptSketch): KeptSketch {
  const sketch = one.sketch.map((value, bin) => Math.min(value, other.sketch[bin] ?? EMPTY_BIN));
  const similarity = similarityOf(one.sketch, other.sketch);
  const joint = Math.round((one.shingles + other.shingles) / (1 + similarity));
  return { sketch, shingles: Math.max(one.shingles, other.shingles, joint) };
}
