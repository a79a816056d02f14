import type { Face } from '../catalog/upstream.ts';
import type { Tier } from '../catalog/use-case.ts';
import type { Lane } from '../identity/key-grant.ts';
import type { TokenUsage, UsageBasis } from './token-usage.ts';

/** What is known of a call when it is let through, before any upstream hears of it (requirement M1, first half). */
export type AdmittedCall = {
  /** UUIDv7: its time is `admittedAtMs`. */
  readonly callId: string;
  readonly gatewayId: string;
  readonly admittedAtMs: number;

  readonly keyId: string | null;
  readonly personId: string | null;
  readonly serviceAccountId: string | null;
  readonly teamId: string | null;
  readonly projectId: string | null;
  readonly costCentre: string | null;
  readonly lane: Lane | null;

  readonly useCaseId: string | null;
  readonly useCaseSource: 'key_default' | 'header' | 'model_alias' | null;
  readonly tier: Tier | null;
  readonly purpose: string | null;
  readonly outputDestination: string | null;
  readonly templateId: string | null;
  readonly templateVersion: string | null;

  readonly sessionId: string | null;
  readonly taskId: string | null;
  /** How the task was found: named by the client, by an earlier answer's id, by the conversation's prefix, or it is new. */
  readonly taskSource: 'client' | 'response_id' | 'prefix' | 'new' | null;
  /** Fingerprint of the whole conversation as sent; a later call whose prefix has it belongs to this task. */
  readonly conversationHash: string | null;
  /** Fingerprints of the shorter prefixes, newest first, at most 8: for linking across gateways. Empty once linked. */
  readonly prefixHashes: readonly string[];

  readonly face: Face | null;
  readonly stream: boolean;
  readonly requestedModel: string | null;
  readonly modelId: string | null;
  readonly upstreamId: string | null;
  readonly upstreamModel: string | null;
  /** Why this model and upstream, in one short code: `requested`, `alias`, `fallback`. */
  readonly routeReason: string | null;

  readonly policyVersion: string;
  readonly decision: 'allow' | 'refuse';
  readonly decisionRules: readonly string[];
  readonly approverId: string | null;

  readonly requestBytes: number;
  readonly messageCount: number;
  readonly toolCount: number;
  readonly maxOutputTokens: number | null;
  readonly contextTokensEstimated: number;
  readonly clientName: string | null;
  readonly traceId: string | null;
};

/** How a call ended. */
export type CallOutcome =
  | 'completed'
  | 'refused'
  | 'client_left'
  | 'client_stalled'
  | 'upstream_error'
  | 'upstream_unreachable'
  | 'upstream_timeout'
  | 'deadline'
  | 'gateway_error'
  | 'crashed';

/** The settled call: one per call, written once, never changed (requirement M1, whole). */
export type CallRecord = AdmittedCall & {
  readonly settledAtMs: number;
  readonly outcome: CallOutcome;
  /** The status the client saw; null when it saw none. */
  readonly status: number | null;
  readonly errorCode: string | null;
  readonly finishReason: string | null;
  readonly responseModel: string | null;
  readonly responseId: string | null;
  readonly attempts: number;
  readonly latencyMs: number;
  readonly firstByteMs: number | null;
  readonly responseBytes: number;

  readonly usage: TokenUsage;
  readonly usageBasis: UsageBasis;
  /** The vendor's own words, unchanged; null when it said nothing. */
  readonly vendorUsage: unknown;
  readonly serviceTier: string | null;

  /** Decimal string; null is unpriced. `0` only for calls that cost nothing. */
  readonly costNanodollars: string | null;
  readonly priceId: string | null;
  readonly priceBookVersion: string | null;
};
