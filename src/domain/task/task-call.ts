import type { KeyOwner } from '../identity/key-grant.ts';
import type { CallRecord } from '../usage/call-record.ts';

/** What is looked at of a settled call when its task is reckoned: never content. */
export type TaskCall = Pick<
  CallRecord,
  | 'callId'
  | 'admittedAtMs'
  | 'settledAtMs'
  | 'teamId'
  | 'lane'
  | 'useCaseId'
  | 'modelId'
  | 'templateId'
  | 'conversationHash'
  | 'prefixHashes'
  | 'face'
  | 'toolCount'
  | 'difficulty'
  | 'dataClass'
  | 'outcome'
  | 'attempts'
  | 'repeats'
  | 'usage'
  | 'usageBasis'
  | 'costNanodollars'
  | 'routeSavingNanodollars'
  | 'avoidedCostNanodollars'
  | 'answeredBy'
>;

/** A piece of work of one person or service account; what another does under the same name is a task of its own. */
export type TaskKey = { readonly owner: KeyOwner; readonly taskId: string };

/** The model wrote it, and its client had it. */
export function isAnswered({ outcome }: Pick<TaskCall, 'outcome'>): boolean {
  return outcome === 'completed';
}

/** It was let through and came to nothing, by whoever's fault. */
export function hasFailed({ outcome }: Pick<TaskCall, 'outcome'>): boolean {
  return outcome !== 'completed' && outcome !== 'refused';
}
