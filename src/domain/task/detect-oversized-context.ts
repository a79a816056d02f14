import { nanodollars } from '../money/nanodollars.ts';
import type { WasteFinding, WasteQuestion } from './waste.ts';
import { wordCount } from './word-cost.ts';

/** So many times what peers' tasks of the size send with a call … */
export const CONTEXT_TIMES = 4;
/** … and at least so many tokens more, or there is nothing to gain. */
export const CONTEXT_TOKENS_MORE = 4_000;
/** Shares are reckoned in thousandths. */
const SHARE = 1_000n;
/** A token of output costs about as much as four of input, in the price lists of all vendors. */
const OUTPUT_WEIGHT = 4;

/**
 * Context far above what peers' tasks of the use case and size class need. What it cost is reckoned by tokens: of the
 * answered calls' cost the share that the surplus is of all their tokens, output counted four times since it is dearer.
 */
export function detectOversizedContext({ cost, baseline }: WasteQuestion): WasteFinding | null {
  if (baseline === null || cost.answered === 0) return null;
  const { contextTokens } = cost;
  const usual = baseline.contextTokens;
  if (contextTokens < usual * CONTEXT_TIMES || contextTokens - usual < CONTEXT_TOKENS_MORE) return null;
  const surplus = contextTokens - usual;
  const output = (cost.tokens.outputVisibleTokens + cost.tokens.outputReasoningTokens) / cost.answered;
  const share = BigInt(Math.floor((Number(SHARE) * surplus) / (contextTokens + OUTPUT_WEIGHT * output)));
  return {
    kind: 'oversized_context',
    calls: cost.answered,
    wasted: nanodollars(((cost.cost - cost.failedCost) * share) / SHARE),
    sentence: `Each answered call sent ${wordCount(contextTokens, 'token')} on average, where tasks like this one send ${wordCount(usual, 'token')}.`,
    remedy:
      'Send the part that matters instead of whole files or long histories, begin a new conversation for a new question, or start from a template.',
    evidence: { contextTokens, peersContextTokens: usual, peersTasks: baseline.tasks },
  };
}
