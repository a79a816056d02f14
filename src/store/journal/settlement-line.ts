import type { CallRecord } from '../../domain/usage/call-record.ts';
import type { TokenUsage } from '../../domain/usage/token-usage.ts';
import { chargesIn, countsIn, numberIn, numeral, wordIn } from './line-words.ts';

/** What a settlement adds to its admission, as JSON and without what is null. */
export function settlementLine(call: CallRecord): string {
  return (
    `{"settledAtMs":${numeral(call.settledAtMs)},"outcome":"${call.outcome}"` +
    numberIn(',"status":', call.status) +
    wordIn(',"errorCode":', call.errorCode) +
    wordIn(',"finishReason":', call.finishReason) +
    wordIn(',"responseModel":', call.responseModel) +
    wordIn(',"responseId":', call.responseId) +
    numberIn(',"attempts":', call.attempts) +
    numberIn(',"latencyMs":', call.latencyMs) +
    numberIn(',"firstByteMs":', call.firstByteMs) +
    numberIn(',"responseBytes":', call.responseBytes) +
    countsIn(',"answerFindings":', call.answerFindings) +
    wordIn(',"answerAction":', call.answerAction) +
    usageIn(call.usage) +
    wordIn(',"usageBasis":', call.usageBasis) +
    vendorUsageIn(call.vendorUsage) +
    wordIn(',"serviceTier":', call.serviceTier) +
    wordIn(',"costNanodollars":', call.costNanodollars) +
    wordIn(',"priceId":', call.priceId) +
    wordIn(',"priceBookVersion":', call.priceBookVersion) +
    chargesIn(',"charges":', call.charges) +
    numberIn(',"repeats":', call.repeats) +
    wordIn(',"routeSavingNanodollars":', call.routeSavingNanodollars) +
    wordIn(',"cacheStatus":', call.cacheStatus) +
    numberIn(',"cacheAgeMs":', call.cacheAgeMs) +
    wordIn(',"answeredBy":', call.answeredBy) +
    wordIn(',"avoidedCostNanodollars":', call.avoidedCostNanodollars) +
    wordIn(',"translatedTo":', call.translatedTo) +
    '}'
  );
}

function usageIn(usage: TokenUsage): string {
  return (
    `,"usage":{"inputUncachedTokens":${numeral(usage.inputUncachedTokens)}` +
    numberIn(',"inputCacheReadTokens":', usage.inputCacheReadTokens) +
    numberIn(',"inputCacheWrite5mTokens":', usage.inputCacheWrite5mTokens) +
    numberIn(',"inputCacheWrite1hTokens":', usage.inputCacheWrite1hTokens) +
    numberIn(',"inputCacheWriteUnknownTokens":', usage.inputCacheWriteUnknownTokens) +
    numberIn(',"outputVisibleTokens":', usage.outputVisibleTokens) +
    numberIn(',"outputReasoningTokens":', usage.outputReasoningTokens) +
    '}'
  );
}

/** The vendor's own words are written as they are; words that cannot be written down are not there. */
function vendorUsageIn(vendorUsage: unknown): string {
  if (vendorUsage === null || vendorUsage === undefined) return '';
  const text: string | undefined = JSON.stringify(vendorUsage);
  return text === undefined ? '' : `,"vendorUsage":${text}`;
}
