const MINUTE_MS = 60_000;

/** As a field of the browser wants it: local, to the minute. */
export function localMoment(atMs: number): string {
  const shifted = new Date(atMs - new Date(atMs).getTimezoneOffset() * MINUTE_MS);
  return shifted.toISOString().slice(0, 16);
}

/** What such a field says, for the wire; null where nothing stands. */
export function momentOf(local: string): string | null {
  const at = new Date(local);
  return local === '' || Number.isNaN(at.getTime()) ? null : at.toISOString();
}
