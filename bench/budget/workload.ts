import type { Envelope } from '../../src/domain/budget/envelope.ts';
import { worstCost } from '../../src/domain/budget/reckon-hold.ts';

/** A call of the published workload, in virtual time. */
export type BenchCall = {
  readonly callId: string;
  readonly gateway: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly durationMs: number;
};

export const PERIOD = { startMs: 0, endMs: 86_400_000 };
/** $3 and $15 for a million tokens, in nanodollars. */
export const RATES = { input: 3_000_000_000n, output: 15_000_000_000n };
/** What clients ask for, and what the use case allows. */
export const CLIENT_OUTPUT_TOKENS_MAX = 64_000;
export const USE_CASE_OUTPUT_TOKENS_MAX = 4_096;
/** Inputs are estimated before the call; the estimate errs upwards by up to a half. */
export const INPUT_ESTIMATE_FACTOR = 1.25;

/**
 * Sizes as they are in the field: log-normal, most small, few very large. Input: median 1,500 tokens, a twentieth above
 * 20,000. Output: median 300, a twentieth above 2,200, cut at what the use case allows. 60 output tokens a second.
 */
export function drawCall(random: () => number, serial: number): BenchCall {
  const inputTokens = Math.min(120_000, Math.ceil(1_500 * Math.exp(1.6 * normal(random))));
  const outputTokens = Math.min(USE_CASE_OUTPUT_TOKENS_MAX, Math.ceil(300 * Math.exp(1.2 * normal(random))));
  const durationMs = 300 + (outputTokens * 1_000) / 60;
  return { callId: `call-${serial}`, gateway: Math.floor(random() * 4), inputTokens, outputTokens, durationMs };
}

export function costOf({ inputTokens, outputTokens }: BenchCall): bigint {
  return worstCost(RATES, { inputTokens, outputTokensMax: outputTokens });
}

export function worstOf({ inputTokens }: BenchCall, outputTokensMax: number): bigint {
  return worstCost(RATES, { inputTokens: Math.ceil(inputTokens * INPUT_ESTIMATE_FACTOR), outputTokensMax });
}

export function benchEnvelope(id: string, hardCap: bigint): Envelope {
  return {
    ...{ id, name: id, scope: {}, ownerPersonId: null, costCentre: null, unit: 'nanodollars', period: 'day', hardCap },
    cap: { kind: 'strict' },
    softThresholds: [],
    carryOver: { kind: 'none' },
    storeAway: 'leases',
    status: 'active',
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
