import type { RecordLook } from '../domain/audit/record-look.ts';

/** Who looked at whose record. Every part of the house that shows one person's record to another writes it down here first. */
export type LookStore = {
  readonly record: (looks: readonly RecordLook[]) => Promise<void>;
  /** At one person's record, newest first. */
  readonly of: (
    personId: string,
    within: { readonly fromMs: number; readonly toMs: number; readonly limit: number },
  ) => Promise<readonly RecordLook[]>;
};
