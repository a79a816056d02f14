/** Chance that can be repeated: the same seed draws the same data on every machine. */
export type Random = {
  /** From 0 to `below` - 1. */
  readonly int: (below: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
  /** So many characters of an alphabet. */
  readonly letters: (alphabet: string, many: number) => string;
  readonly chance: (share: number) => boolean;
};

export const LOWER = 'abcdefghijklmnopqrstuvwxyz';
export const UPPER = LOWER.toUpperCase();
export const DIGITS = '0123456789';
export const HEX = '0123456789abcdef';
export const BASE_62 = DIGITS + UPPER + LOWER;
export const BASE_64_URL = `${BASE_62}-_`;

/** Mulberry32 by T. Ettinger: 32 bits of state are enough for test data. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const int = (below: number): number => Math.floor(next() * below);
  const pick = <T>(from: readonly T[]): T => {
    const item = from[int(from.length)];
    if (item === undefined) throw new RangeError('Nothing to pick from.');
    return item;
  };
  const letters = (alphabet: string, many: number): string =>
    Array.from({ length: many }, () => alphabet.charAt(int(alphabet.length))).join('');
  return { int, pick, letters, chance: (share) => next() < share };
}
