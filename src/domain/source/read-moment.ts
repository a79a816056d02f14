const MILLISECONDS_FROM = 100_000_000_000;
/** As GitLab writes times in webhooks: `2026-03-01 09:30:00 UTC`, or with an offset. */
const SPACED = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?) ?(UTC|[+-]\d{2}:?\d{2})$/;

/** A moment as systems write it: ISO 8601, or seconds or milliseconds since 1970; null: it is none. */
export function readMoment(text: string): number | null {
  if (/^\d{9,14}(\.\d+)?$/.test(text)) {
    const number = Number(text);
    return Math.floor(number < MILLISECONDS_FROM ? number * 1_000 : number);
  }
  const spaced = SPACED.exec(text);
  const iso = spaced === null ? text : `${spaced[1]}T${spaced[2]}${spaced[3] === 'UTC' ? 'Z' : spaced[3]}`;
  // Without an offset it would be read in the zone of this machine.
  if (!/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(iso)) return null;
  const atMs = Date.parse(iso);
  return Number.isNaN(atMs) ? null : atMs;
}
