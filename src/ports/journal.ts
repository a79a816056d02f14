import type { AdmittedCall, CallRecord } from '../domain/usage/call-record.ts';

/** Why an admission was not written. `full`: the bound on undrained bytes; `failed`: the disk refused. */
export type AdmitResult = 'written' | 'full' | 'failed';

export type JournalState = {
  readonly undrainedBytes: number;
  readonly undrainedBytesMax: number;
  readonly openCalls: number;
  readonly oldestUndrainedMs: number | null;
  readonly failing: boolean;
  readonly segments: number;
};

/**
 * The gateway's own memory on disk, ahead of the store.
 *
 * `admit` resolves once the line is with the operating system (it survives kill -9 of this process; all admissions of one
 * turn of the event loop share one write) and is synced to the disk within the group-commit interval.
 * `settle` never waits and never refuses: a settled call is written even when `admit` already answers `full`.
 */
export type Journal = {
  readonly admit: (call: AdmittedCall) => Promise<AdmitResult>;
  readonly settle: (call: CallRecord) => void;
  readonly state: () => JournalState;
};
