import { EMPTY_BIN, SKETCH_BINS, type Sketch, similarityOf } from './sketch.ts';

export type Alike<Item> = { readonly leader: Item; readonly similarity: number };

/** Puts items to the first one that they are like. Who is handed in earlier leads: hand in the most used, or the oldest, first. */
export type Grouper<Item> = {
  /** The leader that the item is like most, or itself, which it then is. Null: there is no room for another leader. */
  readonly add: (item: Item) => Alike<Item> | null;
};

/** So many bins of an item lead to others. That two which share two thirds agree in none of them does not happen. */
const BINS_LOOKED_IN = 40;

/**
 * Groups by nearness to a leader and not from neighbour to neighbour: a chain of small changes does not make one group of
 * two things that are not alike. Each item costs what its bins lead to, however many leaders there are.
 */
export function createGrouper<Item extends { readonly sketch: Sketch }>(options: {
  readonly similarityMin: number;
  readonly leadersMax: number;
}): Grouper<Item> {
  const { similarityMin, leadersMax } = options;
  const leaders: Item[] = [];
  const leadersByBin = new Map<number, number[]>();

  const nearest = (item: Item, places: readonly number[]): Alike<Item> | null => {
    const seen = new Set<number>();
    let found: Alike<Item> | null = null;
    for (const place of places)
      for (const at of leadersByBin.get(place) ?? []) {
        const leader = leaders[at];
        if (leader === undefined || seen.has(at)) continue;
        seen.add(at);
        const similarity = similarityOf(item.sketch, leader.sketch);
        if (similarity >= similarityMin && similarity > (found?.similarity ?? 0)) found = { leader, similarity };
      }
    return found;
  };

  return {
    add: (item) => {
      const places = placesOf(item.sketch);
      const found = nearest(item, places);
      if (found !== null) return found;
      if (leaders.length >= leadersMax) return null;
      for (const place of places) {
        const there = leadersByBin.get(place);
        if (there === undefined) leadersByBin.set(place, [leaders.length]);
        else there.push(leaders.length);
      }
      leaders.push(item);
      return { leader: item, similarity: 1 };
    },
  };
}

function placesOf(sketch: Sketch): readonly number[] {
  const places: number[] = [];
  for (let bin = 0; bin < SKETCH_BINS && places.length < BINS_LOOKED_IN; bin += 1) {
    const value = sketch[bin] ?? EMPTY_BIN;
    if (value !== EMPTY_BIN) places.push(bin * (EMPTY_BIN + 1) + value);
  }
  return places;
}
