import { canonicalJson } from '../domain/audit/canonical-json.ts';
import type { Price } from '../domain/catalog/price.ts';
import type { Stored } from '../ports/control-store.ts';
import { NO_RULES, type RowRules } from './row-rules.ts';

/** Prices are never edited and never archived: they end. */
export const priceRules: RowRules<'price'> = {
  ...NO_RULES,
  noun: 'price',
  word: 'price',
  isArchived: () => false,
  retire: endAt,
  restore: (price) => price,
  findBroken: (price) =>
    price.effectiveToMs !== null && price.effectiveToMs <= price.effectiveFromMs
      ? { pointer: '/effectiveTo', detail: 'A price ends after it begins.' }
      : undefined,
  findForbidden,
};

/** The price as it ends at a moment. One that has not begun can hold for nothing less than its first millisecond. */
export function endAt(price: Price, atMs: number): Price {
  if (price.effectiveToMs !== null && price.effectiveToMs <= atMs) return price;
  const effectiveToMs = Math.max(atMs, price.effectiveFromMs + 1);
  return effectiveToMs === price.effectiveToMs ? price : { ...price, effectiveToMs };
}

/** What makes a price one and no other; a row that is declared again has the same id. */
export function priceIdOf(price: Pick<Price, 'priceKey' | 'effectiveFromMs' | 'predicates'>): string {
  const { serviceTier, region, contract, inputTokensMin } = price.predicates;
  const parts = [
    serviceTier === undefined ? '' : `tier=${serviceTier}`,
    region === undefined ? '' : `region=${region}`,
    contract === undefined ? '' : `contract=${contract}`,
    inputTokensMin === undefined ? '' : `input=${inputTokensMin}`,
  ].filter((part) => part !== '');
  const begins = new Date(price.effectiveFromMs).toISOString().replace('T00:00:00.000Z', '');
  const id = [`${price.priceKey}@${begins}`, ...parts].join(';');
  return id.replaceAll(/[^A-Za-z0-9._:/@;=+-]/g, '_').slice(0, 200);
}

/** Two rows that could both hold for one call with nothing to choose between them. */
export function pricesCollide(one: Price, other: Price): boolean {
  return (
    one.priceKey === other.priceKey &&
    canonicalJson(one.predicates) === canonicalJson(other.predicates) &&
    one.effectiveFromMs < (other.effectiveToMs ?? Number.POSITIVE_INFINITY) &&
    other.effectiveFromMs < (one.effectiveToMs ?? Number.POSITIVE_INFINITY)
  );
}

/**
 * Whether a price may begin while another one holds: over a catalogue's row, which a later beginning overrides. Rows that
 * people wrote have to end first, or nobody could tell which of them was meant.
 */
export function mayOverride(price: Price, other: Pick<Stored<Price>, 'row' | 'managedBy'>): boolean {
  return other.managedBy === 'sample' && price.effectiveFromMs > other.row.effectiveFromMs;
}

function findForbidden(change: {
  readonly from: Price;
  readonly to: Price;
  readonly nowMs: number;
}): string | undefined {
  const { from, to, nowMs } = change;
  const same = (price: Price) => canonicalJson({ ...price, effectiveToMs: null });
  if (same(from) !== same(to)) {
    return `The price ${from.id} is on record and is never edited: add a row with a later beginning instead.`;
  }
  if (from.effectiveToMs === to.effectiveToMs) return undefined;
  if (from.effectiveToMs !== null && from.effectiveToMs <= nowMs) {
    return `The price ${from.id} has ended; add a row for what comes after it.`;
  }
  if (to.effectiveToMs !== null && to.effectiveToMs < nowMs) {
    return `The price ${from.id} cannot end in the past: calls have been priced by it.`;
  }
  return undefined;
}
