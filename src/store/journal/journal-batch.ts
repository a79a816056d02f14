/**
 * A run of journal records on its way to the store, exactly as they were written.
 *
 * `batchId` is `${gatewayId}:${segment}:${fromOffset}-${toOffset}` and so names the bytes: one id has one content for ever.
 * After a crash the same records may come again under another cut (`fromOffset` equal, `toOffset` later), so the receiver
 * tells what it already has by `callId`, never by `batchId`.
 */
export type JournalBatch = {
  readonly gatewayId: string;
  readonly batchId: string;
  /** Grows with every segment; starts at the wall clock's milliseconds when the directory was first used (needs 64 bits). */
  readonly segment: number;
  readonly fromOffset: number;
  readonly toOffset: number;
  /**
   * Raw JSON of `AdmittedCall`, in the order written. A call may come twice, also after its settlement. Bytes, here and below,
   * that are good until the batch is taken: a text of each would be a sixth of what outlives a call in a busy gateway.
   */
  readonly admits: readonly Buffer[];
  /** Raw JSON of `CallRecord`, in the order written. */
  readonly settles: readonly Buffer[];
};

/** Takes one batch whole or throws; a batch that was taken may be offered again. Bounds its own time. */
export type Ingest = (batch: JournalBatch) => Promise<void>;

/** Runs `run` once after a delay on a timer that no jump of the wall clock moves; the answer cancels it. */
export type After = (delayMs: number, run: () => void) => () => void;

export const afterOnTimer: After = (delayMs, run) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};
