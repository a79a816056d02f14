import type { Tier } from '../catalog/use-case.ts';
import type { DataClass } from '../detection/data-class.ts';
import type { KeyOwner } from '../identity/key-grant.ts';

/** Which content is meant: every member that is set must fit. At least one is. */
export type ContentScope = {
  readonly personId: string | null;
  readonly useCaseId: string | null;
  readonly callId: string | null;
  readonly fromMs: number | null;
  readonly toMs: number | null;
};

/** What is known of a kept record without opening it. */
export type ContentHead = {
  readonly id: string;
  readonly callId: string;
  readonly owner: KeyOwner;
  readonly useCaseId: string;
  readonly tier: Tier;
  readonly dataClass: DataClass;
  readonly atMs: number;
  readonly parts: number;
  readonly sealedBytes: number;
};

/** True when the scope says nothing, and would so mean everything. */
export function isBoundless(scope: ContentScope): boolean {
  const { personId, useCaseId, callId, fromMs, toMs } = scope;
  return [personId, useCaseId, callId, fromMs, toMs].every((member) => member === null);
}

/** Whether a record is within a scope; `toMs` is exclusive. */
export function isWithin(scope: ContentScope, head: ContentHead): boolean {
  const { personId, useCaseId, callId, fromMs, toMs } = scope;
  if (isBoundless(scope)) return false;
  if (personId !== null && (head.owner.kind !== 'person' || head.owner.personId !== personId)) return false;
  if (useCaseId !== null && head.useCaseId !== useCaseId) return false;
  if (callId !== null && head.callId !== callId) return false;
  return (fromMs === null || head.atMs >= fromMs) && (toMs === null || head.atMs < toMs);
}
