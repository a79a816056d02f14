import type { Price } from '../../domain/catalog/price.ts';
import type { ApiKey } from '../../domain/identity/directory.ts';
import type { ManagedBy, Stored } from '../../ports/control-store.ts';

/** ISO 8601 in UTC with milliseconds. */
export function toWireMoment(atMs: number): string {
  return new Date(atMs).toISOString();
}

export function toWireMomentOrNull(atMs: number | null): string | null {
  return atMs === null ? null : toWireMoment(atMs);
}

/** The contract has made sure that it is a moment. */
export function fromWireMoment(text: string): number {
  return Date.parse(text);
}

type Kept = {
  readonly revision: number;
  readonly managedBy: ManagedBy;
  readonly createdAt: string;
  readonly updatedAt: string;
};

export function toWireKept(stored: Stored<unknown>): Kept {
  return {
    revision: stored.revision,
    managedBy: stored.managedBy,
    createdAt: toWireMoment(stored.createdAtMs),
    updatedAt: toWireMoment(stored.updatedAtMs),
  };
}

/** A row without moments of its own goes out as it is. */
export function toWireRow<Row extends object>(stored: Stored<Row>): Row & Kept {
  return { ...stored.row, ...toWireKept(stored) };
}

export function toWirePrice(stored: Stored<Price>) {
  const { effectiveFromMs, effectiveToMs, ...rest } = stored.row;
  return {
    ...rest,
    effectiveFrom: toWireMoment(effectiveFromMs),
    effectiveTo: toWireMomentOrNull(effectiveToMs),
    ...toWireKept(stored),
  };
}

/** The digest stays inside. */
export function toWireApiKey(stored: Stored<ApiKey>) {
  const { digest: _digest, expiresAtMs, ...rest } = stored.row;
  return { ...rest, expiresAt: toWireMomentOrNull(expiresAtMs), ...toWireKept(stored) };
}

type WirePrice = Omit<Price, 'id' | 'effectiveFromMs' | 'effectiveToMs'> & {
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
};

export function fromWirePrice(wire: WirePrice): Omit<Price, 'id'> {
  return {
    priceKey: wire.priceKey,
    effectiveFromMs: fromWireMoment(wire.effectiveFrom),
    effectiveToMs: wire.effectiveTo === null ? null : fromWireMoment(wire.effectiveTo),
    predicates: wire.predicates,
    nanodollarsPerMillionTokens: wire.nanodollarsPerMillionTokens,
    source: wire.source,
  };
}
