/** Tries of one delivery, the first included: the last comes about a day after it. */
export const ATTEMPTS_MAX = 10;

const FIRST_WAIT_MS = 15_000;
const GROWTH = 3;
const WAIT_MAX_MS = 8 * 3_600_000;

/**
 * How long to wait after a try that failed; null when there is no other. Grows threefold up to eight hours, and by up to a
 * fifth more by chance, so that what failed together does not come back together. A receiver that names a time gets it.
 */
export function waitAfter(
  attempts: number,
  { random, retryAfterMs }: { readonly random: number; readonly retryAfterMs: number | null },
): number | null {
  if (attempts >= ATTEMPTS_MAX) return null;
  const wait = Math.min(WAIT_MAX_MS, FIRST_WAIT_MS * GROWTH ** (attempts - 1)) * (1 + random / 5);
  return Math.round(Math.min(WAIT_MAX_MS * 1.2, Math.max(wait, retryAfterMs ?? 0)));
}
