import type { Log } from '../../ports/log.ts';
import { charactersOf } from './frame-buffer.ts';
import type { After } from './journal-batch.ts';
import type { SettleLine } from './turn-writer.ts';

const BACKLOG_CHARACTERS_MAX = 64 * 1024 * 1024;
/** Calls that were turned away are kept only up to here, so that they do not take the room of those under way. */
const REFUSED_CHARACTERS_MAX = 8 * 1024 * 1024;
const RETRY_MS = 250;

export type SettleBacklog = {
  /** True from the first failed write or sync until one went through again. */
  readonly failing: () => boolean;
  /** Notes a failure and keeps the settlements that could not be written. */
  readonly failed: (settles: readonly SettleLine[]) => void;
  /** Writes what is kept, now; for the end. */
  readonly writeNow: () => void;
  readonly stop: () => void;
};

/**
 * While the disk refuses: keeps settlements in a bounded list and tries again four times a second.
 * Nothing is admitted meanwhile, so the list is no longer than the calls under way. A settlement beyond the bound is given
 * up: its admission stays open in the journal and is settled as crashed at the next start.
 */
export function createSettleBacklog(options: {
  readonly after: After;
  readonly log: Log;
  readonly isUnderWay: (callId: string) => boolean;
  readonly writeNow: (lines: readonly SettleLine[]) => number;
  readonly probe: () => boolean;
  readonly synced: () => Promise<boolean>;
}): SettleBacklog {
  let kept: SettleLine[] = [];
  let keptCharacters = 0;
  let dropped = 0;
  let failing = false;
  let stopped = false;
  let cancelRetry = (): void => {};

  function failed(settles: readonly SettleLine[]): void {
    for (const line of settles) keep(line);
    if (failing || stopped) return;
    failing = true;
    options.log('error', 'journal.failing', { settlesKept: kept.length });
    cancelRetry = options.after(RETRY_MS, retry);
  }

  function keep(line: SettleLine): void {
    const charactersMax = options.isUnderWay(line.callId) ? BACKLOG_CHARACTERS_MAX : REFUSED_CHARACTERS_MAX;
    if (keptCharacters + charactersOf(line.text) > charactersMax) {
      dropped += 1;
      return;
    }
    kept.push(line);
    keptCharacters += charactersOf(line.text);
  }

  function writeKept(): boolean {
    const lines = kept;
    const done = options.writeNow(lines);
    kept = lines.slice(done);
    keptCharacters = kept.reduce((sum, line) => sum + charactersOf(line.text), 0);
    return kept.length === 0;
  }

  function retry(): void {
    if (stopped) return;
    const hadKept = kept.length > 0;
    const wrote = hadKept ? writeKept() : options.probe();
    if (!wrote) {
      cancelRetry = options.after(RETRY_MS, retry);
      return;
    }
    void options.synced().then(recover);
  }

  function recover(synced: boolean): void {
    if (stopped) return;
    // More settlements may have come while the sync ran.
    if (!synced || !writeKept()) {
      cancelRetry = options.after(RETRY_MS, retry);
      return;
    }
    failing = false;
    options.log('info', 'journal.recovered', { settlesDropped: dropped });
    dropped = 0;
  }

  function stop(): void {
    stopped = true;
    cancelRetry();
  }

  return { failing: () => failing, failed, writeNow: () => void writeKept(), stop };
}
