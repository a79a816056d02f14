import type { CostMemory } from '../../domain/budget/cost-memory.ts';
import type { BudgetDesk } from './budget-desk.ts';
import type { KeptTokens } from './kept-tokens.ts';
import type { RefusalBursts } from './refusal-bursts.ts';

/** What admission by envelopes works with; made once by `app`. */
export type BudgetRoom = {
  readonly desk: BudgetDesk;
  /** What calls of one use case and model have cost lately, and how many tokens they took. */
  readonly pastCosts: CostMemory;
  readonly pastTokens: CostMemory;
  readonly keptTokens: KeptTokens;
  readonly bursts: RefusalBursts;
  /** Where a person asks for more. */
  readonly askAt: string;
};

/** The name under which calls of one kind are remembered. One call after the other is of the same kind: its name is at hand. */
export function kindOfCall({ useCaseId, modelId }: { readonly useCaseId: string; readonly modelId: string }): string {
  if (last.useCaseId !== useCaseId || last.modelId !== modelId)
    last = { useCaseId, modelId, kind: `${useCaseId}\n${modelId}` };
  return last.kind;
}

let last = { useCaseId: '', modelId: '', kind: '\n' };
