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

/** The name under which calls of one kind are remembered. */
export function kindOfCall(call: { readonly useCaseId: string; readonly modelId: string }): string {
  return `${call.useCaseId}\n${call.modelId}`;
}
