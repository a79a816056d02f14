import type { UseCase } from '../catalog/use-case.ts';
import { type DataClass, isAbove } from '../detection/data-class.ts';

/** What fingerprints may be taken of. An organisation has one rule; where nobody has set it, none is taken. */
export type SimilarityRule = {
  readonly id: typeof SIMILARITY_RULE_ID;
  readonly mode: 'off' | 'on';
  /** Empty: every use case. Those whose logging rule is `none` are left out in any case. */
  readonly useCaseIds: readonly string[];
  /** The most sensitive content that is looked at. */
  readonly dataClassMax: DataClass;
  /** For how long fingerprints of prompts and tasks are kept. */
  readonly keepDays: number;
};

export const SIMILARITY_RULE_ID = 'organisation';

export const USUAL_SIMILARITY: SimilarityRule = {
  id: SIMILARITY_RULE_ID,
  mode: 'off',
  useCaseIds: [],
  dataClassMax: 'internal',
  keepDays: 60,
};

/** Whether a call may be looked at. A class that is not known counts as one that is not. */
export function maySketch(
  rule: SimilarityRule,
  call: { readonly useCase: Pick<UseCase, 'id' | 'loggingRule'>; readonly dataClass: DataClass | null },
): boolean {
  const { useCase, dataClass } = call;
  if (rule.mode === 'off' || useCase.loggingRule === 'none') return false;
  if (rule.useCaseIds.length > 0 && !rule.useCaseIds.includes(useCase.id)) return false;
  return dataClass !== null && !isAbove(dataClass, rule.dataClassMax);
}
