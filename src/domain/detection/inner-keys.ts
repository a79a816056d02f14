/** Four characters of a literal that may stand within words, or three where it has no more: it is looked for by them. */
export type InnerKey = { readonly at: number; readonly size: number };

export const KEY_SIZE = 4;

/** A key that some literals may have, and what it costs in usual text. */
type Offer = { readonly key: string; readonly cost: number; readonly literals: Set<number> };

/**
 * Chooses a key of each literal so that few keys serve them all, and such as are rare: `_key` and not `acce` of `access_key`. Always
 * the key next that serves most literals for how often it stands in usual text.
 */
export function chooseInnerKeys(literals: readonly (readonly number[])[]): readonly InnerKey[] {
  const places = literals.map(placesOf);
  const offers = new Map<string, Offer>();
  for (const [index, own] of places.entries())
    for (const key of own.keys()) {
      const offer = offers.get(key) ?? { key, cost: costOf(key), literals: new Set() };
      offers.set(key, offer);
      offer.literals.add(index);
    }
  const chosen: InnerKey[] = [];
  for (let offer = bestOf(offers.values()); offer !== undefined; offer = bestOf(offers.values())) {
    const { key } = offer;
    offers.delete(key);
    for (const index of offer.literals) {
      chosen[index] = { at: places[index]?.get(key) ?? 0, size: key.split(',').length };
      for (const other of places[index]?.keys() ?? []) {
        const left = offers.get(other);
        left?.literals.delete(index);
        if (left?.literals.size === 0) offers.delete(other);
      }
    }
  }
  return chosen;
}

function bestOf(offers: Iterable<Offer>): Offer | undefined {
  let best: Offer | undefined;
  let most = 0;
  for (const offer of offers) {
    const worth = offer.literals.size / offer.cost;
    if (worth <= most) continue;
    best = offer;
    most = worth;
  }
  return best;
}

function costOf(key: string): number {
  return COST + key.split(',').reduce((share, byte) => share * shareOf(Number(byte)), 1);
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
