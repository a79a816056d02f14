import type { PriceBook } from '../catalog/price.ts';
import type { AdmittedCall, CallRecord } from './call-record.ts';
import { PLAIN_ANSWER } from './plain-call.ts';
import { priceUsage } from './price-usage.ts';
import { NO_TOKENS, type TokenUsage, type UsageBasis } from './token-usage.ts';

/** What an answer is taken to have been when nothing is known of it: a page and a half, reasoning included. */
const OUTPUT_TOKENS_ASSUMED = 1024;

/**
 * Output tokens of an answer that nobody saw: what its use case expects, else 1,024, never above what the call allowed,
 * never 0 where the wire answers in tokens: an upstream that was asked may have answered, and was then paid.
 */
export function estimateLostOutputTokens(
  call: Pick<AdmittedCall, 'face' | 'maxOutputTokens' | 'clampedMaxOutputTokens'>,
  expectedOutputTokens: number | null,
): number {
  if (call.face === 'openai-embeddings' || call.face === 'anthropic-count-tokens') return 0;
  const { maxOutputTokens, clampedMaxOutputTokens } = call;
  const allowed = Math.min(
    maxOutputTokens ?? Number.POSITIVE_INFINITY,
    clampedMaxOutputTokens ?? Number.POSITIVE_INFINITY,
  );
  return Math.max(1, Math.min(expectedOutputTokens ?? OUTPUT_TOKENS_ASSUMED, allowed));
}

/**
 * The record of a call that was admitted and whose gateway died before settling it: everything estimated.
 *
 * The whole input is taken as uncached and at the standard tier, the output as `estimateLostOutputTokens` says, priced
 * at the time of admission. How long it took is not known and stands as 0. Where the model or its price is not known
 * the call is unpriced, not free; only a call that was refused, or whose face is not billed, cost nothing.
 */
export function settleCrashed(crash: {
  readonly call: AdmittedCall;
  readonly nowMs: number;
  readonly priceBook: PriceBook;
  /** Of the call's model; null when the model is no longer known. */
  readonly priceKey: string | null;
  readonly region: string | null;
  readonly contract?: string | null;
  readonly expectedOutputTokens: number | null;
}): CallRecord {
  const { call } = crash;
  const lost = estimateLostUsage(call, crash.expectedOutputTokens);
  return {
    ...call,
    settledAtMs: Math.max(crash.nowMs, call.admittedAtMs),
    outcome: call.decision === 'refuse' ? 'refused' : 'crashed',
    status: null,
    errorCode: null,
    finishReason: null,
    responseModel: null,
    responseId: null,
    attempts: call.decision === 'refuse' ? 0 : 1,
    latencyMs: 0,
    firstByteMs: null,
    responseBytes: 0,
    answerFindings: {},
    answerAction: null,
    usage: lost.usage,
    usageBasis: lost.basis,
    vendorUsage: null,
    serviceTier: null,
    ...priceLost(crash, lost),
    ...PLAIN_ANSWER,
    charges: call.holds,
  };
}

type Lost = { readonly usage: TokenUsage; readonly basis: UsageBasis };

function estimateLostUsage(call: AdmittedCall, expectedOutputTokens: number | null): Lost {
  // A call that was to go to no upstream was answered from the cache, or by a workflow.
  const unasked = call.decision === 'refuse' || call.upstreamId === null;
  const unbilled = unasked || call.face === null || call.face === 'anthropic-count-tokens';
  if (unbilled) return { usage: NO_TOKENS, basis: 'none' };
  const outputVisibleTokens = estimateLostOutputTokens(call, expectedOutputTokens);
  const usage = { ...NO_TOKENS, inputUncachedTokens: call.contextTokensEstimated, outputVisibleTokens };
  return { usage, basis: 'estimated' };
}

function priceLost(
  crash: Parameters<typeof settleCrashed>[0],
  lost: Lost,
): Pick<CallRecord, 'costNanodollars' | 'priceId' | 'priceBookVersion'> {
  const priceBookVersion = crash.priceBook.version;
  if (lost.basis === 'none') return { costNanodollars: '0', priceId: null, priceBookVersion: null };
  if (crash.priceKey === null) return { costNanodollars: null, priceId: null, priceBookVersion };
  const { costNanodollars, priceId } = priceUsage({
    usage: lost.usage,
    priceBook: crash.priceBook,
    priceKey: crash.priceKey,
    atMs: crash.call.admittedAtMs,
    serviceTier: null,
    region: crash.region,
    contract: crash.contract ?? null,
  });
  return { costNanodollars: costNanodollars === null ? null : costNanodollars.toString(), priceId, priceBookVersion };
}
