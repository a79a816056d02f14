import type { Tier } from '../domain/catalog/use-case.ts';
import type { DataClass } from '../domain/detection/data-class.ts';
import type { KeyOwner } from '../domain/identity/key-grant.ts';

/** One stretch of text of a call, as a person would read it. */
export type ContentPart = {
  readonly direction: 'request' | 'answer';
  /** Where in the call it stood: `system`, `user`, `assistant`, `tool_call`, `tool_result`, `tool_definition`, … */
  readonly kind: string;
  readonly text: string;
};

/** What of a call's content is to be kept. A call may hand in several: its request before it is sent on, its answer after. */
export type ContentRecord = {
  readonly callId: string;
  readonly owner: KeyOwner;
  readonly useCaseId: string;
  readonly tier: Tier;
  readonly dataClass: DataClass;
  readonly parts: readonly ContentPart[];
  readonly atMs: number;
};

export type ContentSinkState = {
  readonly waitingRecords: number;
  readonly waitingBytes: number;
  /** Taken and not written, because the process was told to end while the store was away. */
  readonly lostRecords: number;
  /** Turned away by `keep` since the start. */
  readonly refusedRecords: number;
  readonly failing: boolean;
};

/**
 * Takes content that a rule says must be kept. `keep` answers at once: true when the record is in line to be encrypted and
 * written; false when it cannot be (the line is full, or there is no key to encrypt with), so that a rule that needs it can
 * refuse the call. Nothing readable is ever written to a disk. What is in line when the process is killed is lost.
 */
export type ContentSink = {
  readonly keep: (record: ContentRecord) => boolean;
  readonly state: () => ContentSinkState;
};
