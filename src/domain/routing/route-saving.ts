import type { PriceBook } from '../catalog/price.ts';
import type { Nanodollars } from '../money/nanodollars.ts';
import { priceUsage } from '../usage/price-usage.ts';
import { inputTokens, type TokenUsage } from '../usage/token-usage.ts';
import type { WarmPrefix } from './expected-cost.ts';

/** What a routed call is compared with. */
export type SavingQuestion = {
  readonly usage: TokenUsage;
  readonly costNanodollars: Nanodollars | null;
  readonly priceBook: PriceBook;
  readonly atMs: number;
  /** The model that would have served without routing, and whether it did. */
  readonly reference: { readonly priceKey: string; readonly region: string | null };
  readonly servedByReference: boolean;
  /** What the reference would have had in its cache, had the conversation stayed with it. */
  readonly warm: WarmPrefix | null;
};

/**
 * What routing saved on this call, net: what the same tokens would have cost at the reference, whose cache would have held
 * the conversation, less what was paid. Negative where a warm cache was left for nothing. Null where nothing was saved or
 * lost, and where a price is missing. A call that the reference itself served has never saved anything.
 */
export function netSaving(question: SavingQuestion): bigint | null {
  const { usage, costNanodollars, priceBook, atMs, reference, servedByReference } = question;
  if (costNanodollars === null) return null;
  const { costNanodollars: otherwise } = priceUsage({
    usage: asAtReference(usage, question.warm),
    priceBook,
    priceKey: reference.priceKey,
    atMs,
    serviceTier: null,
    region: reference.region,
  });
  if (otherwise === null) return null;
  const saved = otherwise - costNanodollars;
  if (saved === 0n || (servedByReference && saved > 0n)) return null;
  return saved;
}

/** The same tokens, with what the reference's cache would have held read from it, in place of sent or written anew. */
function asAtReference(usage: TokenUsage, warm: WarmPrefix | null): TokenUsage {
  const read = Math.min(inputTokens(usage), Math.floor(warm?.tokens ?? 0));
  let more = Math.max(0, read - usage.inputCacheReadTokens);
  if (more === 0) return usage;
  const lessened = (tokens: number): number => {
    const taken = Math.min(tokens, more);
    more -= taken;
    return tokens - taken;
  };
  return {
    ...usage,
    inputCacheReadTokens: usage.inputCacheReadTokens + more,
    inputUncachedTokens: lessened(usage.inputUncachedTokens),
    inputCacheWrite5mTokens: lessened(usage.inputCacheWrite5mTokens),
    inputCacheWrite1hTokens: lessened(usage.inputCacheWrite1hTokens),
    inputCacheWriteUnknownTokens: lessened(usage.inputCacheWriteUnknownTokens),
  };
}
