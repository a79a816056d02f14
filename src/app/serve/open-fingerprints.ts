import type { Pool } from 'pg';
import type { TextShaper } from '../../domain/similarity/shape-text.ts';
import { createFingerprintDesk, type FingerprintDesk } from '../../gateway/similarity/fingerprint-desk.ts';
import type { Log } from '../../ports/log.ts';
import { createFingerprintSink } from '../../store/similarity/create-fingerprint-sink.ts';

/** One piece of work at each: twenty calls a second, a millisecond each at most. */
const WORK_EVERY_MS = 50;
const FLUSH_EVERY_MS = 5_000;

export type OpenedFingerprints = { readonly desk: FingerprintDesk; readonly close: () => Promise<void> };

/** Where fingerprints are taken and written, behind the answers. Where the rule is off both timers find nothing to do. */
export function openFingerprints(given: {
  readonly pool: Pool;
  readonly shape: TextShaper;
  readonly log: Log;
}): OpenedFingerprints {
  const { pool, shape, log } = given;
  const sink = createFingerprintSink({ pool });
  const desk = createFingerprintDesk({ shape, sink });
  const flush = (): Promise<void> =>
    sink.flush().catch((error: unknown) => log('warn', 'fingerprints.waiting', { error: String(error) }));
  const working = setInterval(desk.work, WORK_EVERY_MS).unref();
  const flushing = setInterval(() => void flush(), FLUSH_EVERY_MS).unref();
  return {
    desk,
    close: async () => {
      clearInterval(working);
      clearInterval(flushing);
      await flush();
    },
  };
}
