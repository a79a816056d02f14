import type { CallFingerprint } from '../../domain/similarity/fingerprint.ts';
import type { FingerprintSink } from '../../ports/fingerprint-sink.ts';

export type RunningFingerprintSink = FingerprintSink & {
  /** Writes what waits. What cannot be written waits on, as long as there is room for it. */
  readonly flush: () => Promise<void>;
};

/** About a megabyte: a hundred seconds of one gateway's fingerprints. */
const WAITING_MAX = 2_000;
const BATCH_MAX = 200;

/** Fingerprints on their way to the store. What waits when a process is killed is lost: nothing is reckoned by one more or less. */
export function createFingerprintSink({
  write,
}: {
  readonly write: (batch: readonly CallFingerprint[]) => Promise<void>;
}): RunningFingerprintSink {
  const waiting: CallFingerprint[] = [];
  let writing: Promise<void> | null = null;

  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH_MAX);
      await write(batch);
      waiting.splice(0, batch.length);
    }
  };

  return {
    keep: (fingerprint) => {
      if (waiting.length >= WAITING_MAX) return false;
      waiting.push(fingerprint);
      return true;
    },
    flush: () => {
      writing ??= writeAll().finally(() => {
        writing = null;
      });
      return writing;
    },
  };
}
