/** Tells what was never seen without a look into a map: a new text must be found among all texts of the process first. */
export type SeenFilter = {
  readonly add: (name: string) => void;
  /** False: it was not added. True: it was, or another that looks alike. */
  readonly mayHold: (name: string) => boolean;
  readonly clear: () => void;
};

/** Sixteen for each of 30,000 names: one in sixteen that is new is looked up all the same. */
const BITS = 19;
/** Names differ at their beginnings or at their ends. */
const CHARACTERS = 8;

export function createSeenFilter(): SeenFilter {
  const seen = new Uint8Array(1 << (BITS - 3));
  return {
    add: (name) => {
      const bit = bitOf(name);
      seen[bit >>> 3] = (seen[bit >>> 3] ?? 0) | (1 << (bit & 7));
    },
    mayHold: (name) => {
      const bit = bitOf(name);
      return ((seen[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0;
    },
    clear: () => {
      seen.fill(0);
    },
  };
}

function bitOf(name: string): number {
  const { length } = name;
  let hash = length;
  for (let at = 0; at < CHARACTERS && at < length; at += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(at), 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15) ^ name.charCodeAt(length - 1 - at), 0x85ebca6b);
  }
  return (hash ^ (hash >>> 13)) >>> (32 - BITS);
}
