/** A moment as the clocks of a zone show it: `2026-12-01 00:00 (Europe/Berlin)`. */
export function momentInZone(atMs: number, timeZone: string): string {
  return `${clockOf(timeZone).format(atMs)} (${timeZone})`;
}

const CLOCKS_MAX = 16;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Made once for a zone: making one takes longer than all that is shown by it in a listing. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  if (clocks.size >= CLOCKS_MAX) clocks.clear();
  clocks.set(timeZone, clock);
  return clock;
}
