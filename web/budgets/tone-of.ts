const NEAR_PERCENT = 80;
const FULL_PERCENT = 100;

/** How near its limit something is, as a tone that stands beside the number. */
export function toneOf(usedPercent: number): 'plain' | 'warn' | 'stop' {
  if (usedPercent >= FULL_PERCENT) return 'stop';
  return usedPercent >= NEAR_PERCENT ? 'warn' : 'plain';
}
