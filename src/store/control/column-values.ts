/** How `bigint` arrives: as the house's pools read it, or as text from a pool that somebody else opened. */
export type BigintColumn = bigint | string;

export function numberOrNull(value: BigintColumn | null): number | null {
  return value === null ? null : Number(value);
}

export function dateOrNull(atMs: number | null): Date | null {
  return atMs === null ? null : new Date(atMs);
}

export function millisecondsOrNull(at: Date | null): number | null {
  return at === null ? null : at.getTime();
}
