import { KEY_SIZE, shareOf } from './inner-keys.ts';

/** Bytes by their lower half and by their upper: for each half the kinds of keys that may have it, a bit a kind. */
export const KINDS_SIZE: number = KEY_SIZE * 32;
/** Kinds of keys of literals within words; the last is of endings alone. */
const INNER_KINDS = 7;
/** So often all keys are tried in other kinds. */
const ROUNDS = 4;
const HALVES = 16;
const ALL_HALVES = (1 << HALVES) - 1;

type Key = readonly number[];

/**
 * Of the four places of a key what may stand there, for sixteen places at a time: keys share eight kinds, and keys are put together
 * that are alike, so that little else passes. A key of three characters has anything before them.
 */
export function writeKeyKinds(
  into: Uint8Array,
  keys: { readonly inner: readonly Key[]; readonly endings: readonly Key[] },
): void {
  const distinct = [...new Map(keys.inner.map((key) => [key.join(), key])).values()];
  for (const [index, kind] of [...sortIntoKinds(distinct), keys.endings].entries()) writeKind(into, kind, 1 << index);
}

/** Each key to where it lets least else pass; and again, since what came later may be better company. */
function sortIntoKinds(keys: readonly Key[]): readonly (readonly Key[])[] {
  const kinds = Array.from({ length: INNER_KINDS }, (): Key[] => []);
  const shares = kinds.map(() => 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const key of keys) {
      const from = kinds.findIndex((kind) => kind.includes(key));
      if (from >= 0) {
        kinds[from] = (kinds[from] ?? []).filter((other) => other !== key);
        shares[from] = passing(kinds[from] ?? []);
      }
      const grown = kinds.map((kind, index) => passing([...kind, key]) - (shares[index] ?? 0));
      const best = grown.indexOf(Math.min(...grown));
      kinds[best]?.push(key);
      shares[best] = passing(kinds[best] ?? []);
    }
  }
  return kinds;
}

/** How often something passes as of a kind in usual text. */
function passing(kind: readonly Key[]): number {
  if (kind.length === 0) return 0;
  let share = 1;
  for (let place = 0; place < KEY_SIZE; place += 1) {
    const { lower, upper } = halvesAt(kind, place);
    share *= lower === ALL_HALVES ? 1 : shareOfHalves(lower, upper);
  }
  return share;
}

function shareOfHalves(lower: number, upper: number): number {
  let share = 0;
  for (let high = 0; high < HALVES; high += 1) {
    if (((upper >> high) & 1) === 0) continue;
    for (let low = 0; low < HALVES; low += 1) if (((lower >> low) & 1) === 1) share += USUAL[high * HALVES + low] ?? 0;
  }
  return Math.min(1, share);
}

/** Letters as they are folded, and what is ASCII of the rest. */
const USUAL = Float64Array.from({ length: HALVES * HALVES }, (_, byte) =>
  byte < 0x20 || byte > 0x7e ? 0.001 : shareOf(byte),
);

/** Lower and upper halves of the bytes that keys have at a place, as bits. */
function halvesAt(kind: readonly Key[], place: number): { readonly lower: number; readonly upper: number } {
  let lower = 0;
  let upper = 0;
  for (const key of kind) {
    const byte = key[place - (KEY_SIZE - key.length)];
    lower |= byte === undefined ? ALL_HALVES : 1 << (byte & (HALVES - 1));
    upper |= byte === undefined ? ALL_HALVES : 1 << (byte >> 4);
  }
  return { lower, upper };
}

function writeKind(into: Uint8Array, kind: readonly Key[], bit: number): void {
  for (let place = 0; place < KEY_SIZE; place += 1) {
    const { lower, upper } = halvesAt(kind, place);
    for (let half = 0; half < HALVES; half += 1) {
      const at = place * 2 * HALVES + half;
      if ((lower >> half) & 1) into[at] = (into[at] ?? 0) | bit;
      if ((upper >> half) & 1) into[at + HALVES] = (into[at + HALVES] ?? 0) | bit;
    }
  }
}
