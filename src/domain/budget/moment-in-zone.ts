/** A moment as the clocks of a zone show it: `2026-12-01 00:00 (Europe/Berlin)`. */
export function momentInZone(atMs: number, timeZone: string): string {
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).format(atMs);
  return `${shown} (${timeZone})`;
}
