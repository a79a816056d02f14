import type { Pool } from 'pg';
import { createTextShaper } from '../../domain/similarity/shape-text.ts';
import { createFingerprintDesk, type FingerprintDesk } from '../../gateway/similarity/fingerprint-desk.ts';
import type { Log } from '../../ports/log.ts';
import { createFingerprintSink } from '../../store/similarity/create-fingerprint-sink.ts';
import { keepFingerprints } from '../../store/similarity/keep-fingerprints.ts';
import { createSimilarityKey } from '../secrets/similarity-key.ts';

/** One piece of work at each: twenty calls a second, a millisecond each. */
const WORK_EVERY_MS = 50;
const FLUSH_EVERY_MS = 5_000;

export type OpenedFingerprints = {
  readonly desk: Pick<FingerprintDesk, 'offer'>;
  readonly close: () => Promise<void>;
};

/** Where fingerprints are taken and written, behind the answers. Where the rule is off both timers find nothing to do. */
export function openFingerprints(given: {
  readonly pool: Pool;
  readonly pepper: string;
  readonly log: Log;
}): OpenedFingerprints {
  const { pool, pepper, log } = given;
  const sink = createFingerprintSink({ write: (batch) => keepFingerprints(pool, batch) });
  const desk = createFingerprintDesk({ shape: createTextShaper(createSimilarityKey(pepper)), sink });
  let told = 0;
  const flush = async (): Promise<void> => {
    await sink.flush().catch((error: unknown) => log('warn', 'fingerprints.waiting', { error: String(error) }));
    const { letGo, taken } = desk.state();
    if (letGo > told) log('info', 'fingerprints.let_go', { letGo: letGo - told, taken });
    told = letGo;
  };
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
