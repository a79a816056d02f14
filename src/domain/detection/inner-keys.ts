/** Four characters of a literal that may stand within words, or three where it has no more: it is looked for by them. */
export type InnerKey = { readonly at: number; readonly size: number };

export const KEY_SIZE = 4;

type Chosen = { readonly key: string; readonly weight: number };

/**
 * Chooses a key of each literal so that few keys serve them all, and such as are rare: `_key` and not `acce` of `access_key`. Always
 * the key next that serves most literals for how often it stands in usual text.
 */
export function chooseInnerKeys(literals: readonly (readonly number[])[]): readonly InnerKey[] {
  const places = literals.map(placesOf);
  const waiting = new Map<string, Set<number>>();
  for (const [index, own] of places.entries())
    for (const key of own.keys()) waiting.set(key, (waiting.get(key) ?? new Set()).add(index));
  const chosen: InnerKey[] = [];
  while (waiting.size > 0) {
    const { key } = best(waiting);
    for (const index of waiting.get(key) ?? []) {
      chosen[index] = { at: places[index]?.get(key) ?? 0, size: key.split(',').length };
      for (const other of places[index]?.keys() ?? []) {
        if (other === key) continue;
        const left = waiting.get(other);
        left?.delete(index);
        if (left?.size === 0) waiting.delete(other);
      }
    }
    waiting.delete(key);
  }
  return chosen;
}

function best(waiting: ReadonlyMap<string, ReadonlySet<number>>): Chosen {
  let found: Chosen = { key: '', weight: 0 };
  for (const [key, literals] of waiting) {
    const weight = literals.size / (COST + key.split(',').reduce((share, byte) => share * shareOf(Number(byte)), 1));
    if (weight > found.weight) found = { key, weight };
  }
  return found;
}

/** What a key costs that stands nowhere. */
const COST = 1e-4;

/** All keys that a literal may have, with where each stands first. */
function placesOf(bytes: readonly number[]): ReadonlyMap<string, number> {
  const size = Math.min(KEY_SIZE, bytes.length);
  const places = new Map<string, number>();
  for (let at = bytes.length - size; at >= 0; at -= 1) places.set(bytes.slice(at, at + size).join(), at);
  return places;
}

/** Letters and the blank by how often they stand in usual text, in per mille; all else is held to be of ten. */
const SHARES: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...{ ' ': 160, e: 110, t: 75, a: 75, o: 65, i: 65, n: 65, s: 60, r: 60, h: 35, l: 40, d: 38, c: 32, u: 28, m: 25 },
    ...{ p: 22, f: 18, g: 18, w: 14, y: 15, b: 14, v: 10, k: 7, x: 4, j: 2, q: 2, z: 2 },
  }),
);

/** How often a byte stands in usual text, of one. */
export function shareOf(byte: number): number {
  return (SHARES.get(String.fromCharCode(byte)) ?? 10) / 1000;
}
