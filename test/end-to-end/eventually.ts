import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 15;
/** Long, because a machine that is busy with other things must not fail a test; a quiet one never waits for it. */
const WAIT_MAX_MS = 60_000;

/** Looks again and again until there is something, and gives it back; fails in words when it never comes. */
export async function eventually<Found>(
  what: string,
  look: () => Found | undefined | false | Promise<Found | undefined | false>,
  waitMaxMs = WAIT_MAX_MS,
): Promise<Found> {
  const deadlineMs = performance.now() + waitMaxMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadlineMs) throw new Error(`${what}: not within ${waitMaxMs} ms`);
    await pause(LOOK_EVERY_MS);
  }
}
