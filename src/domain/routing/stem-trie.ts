/** Beginnings of words, walked letter by letter without making a string of any word. */
export type StemTrie = {
  /** Of a UTF-16 unit below `classOf.length`: which letter it is, whatever its case; 0: no letter of any stem. */
  readonly classOf: Uint8Array;
  /** How many letters there are, and one for none. */
  readonly width: number;
  /** `next[node * width + class]`; 0: no stem goes on so. The root is node 1. */
  readonly next: Uint16Array;
  /** The mark of the stem that ends at a node, or 0; of those that count for whole words only, in `whole`. */
  readonly stem: Uint8Array;
  readonly whole: Uint8Array;
};

export type Stem = { readonly stem: string /** 1 to 255. */; readonly mark: number; readonly isWhole: boolean };

export const STEM_ROOT = 1;
/** Latin letters with their marks; letters of other scripts are in no stem. */
const UNITS = 0x180;

export function createStemTrie(stems: readonly Stem[]): StemTrie {
  const { classOf, width } = classesOf(stems);
  const nodesMax = 2 + stems.reduce((sum, { stem }) => sum + stem.length, 0);
  const next = new Uint16Array(nodesMax * width);
  const trie = { classOf, width, next, stem: new Uint8Array(nodesMax), whole: new Uint8Array(nodesMax) };
  let nodes = STEM_ROOT;
  for (const { stem, mark, isWhole } of stems) {
    let node = STEM_ROOT;
    for (let at = 0; at < stem.length; at += 1) {
      const edge = node * width + (classOf[stem.charCodeAt(at)] ?? 0);
      if (next[edge] === 0) {
        nodes += 1;
        next[edge] = nodes;
      }
      node = next[edge] ?? 0;
    }
    (isWhole ? trie.whole : trie.stem)[node] = mark;
  }
  return trie;
}

function classesOf(stems: readonly Stem[]): { readonly classOf: Uint8Array; readonly width: number } {
  const classOf = new Uint8Array(UNITS);
  let width = 1;
  for (const { stem } of stems)
    for (let at = 0; at < stem.length; at += 1) {
      const unit = stem.charCodeAt(at);
      if (classOf[unit] !== 0) continue;
      classOf[unit] = width;
      const upper = stem.charAt(at).toUpperCase().charCodeAt(0);
      if (upper < UNITS) classOf[upper] = width;
      width += 1;
    }
  return { classOf, width };
}
