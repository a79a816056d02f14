import type { ModelAbility } from '../catalog/routing-rule.ts';
import type { Instruction } from './read-instruction.ts';

/** How much thinking a request asks its model for. */
export type ReasoningAsked = 'none' | 'low' | 'medium' | 'high';

/** What a request's own members say of what it needs; read by its dialect. */
export type RequestNeeds = {
  readonly structuredOutput: boolean;
  readonly reasoning: ReasoningAsked;
};

/** Whom a template was made for: a cheaper model of the stack, the reference, or nothing is said. */
export type TemplateWord = 'cheaper' | 'reference' | 'none';

/** Everything that difficulty is estimated from. Counts and marks, never content. */
export type RequestShape = RequestNeeds & {
  readonly inputTokens: number;
  readonly turnCount: number;
  readonly toolCount: number;
  readonly media: boolean;
  readonly template: TemplateWord;
  readonly instruction: Instruction;
};

/** What a model must be able to do for this request; in the order of the table, each once. */
export function abilitiesNeeded(shape: Pick<RequestShape, 'toolCount' | 'structuredOutput' | 'media' | 'reasoning'>) {
  const needed: ModelAbility[] = [];
  if (shape.toolCount > 0) needed.push('tools');
  if (shape.structuredOutput) needed.push('structured_output');
  if (shape.media) needed.push('media');
  if (shape.reasoning !== 'none') needed.push('reasoning');
  return needed;
}
