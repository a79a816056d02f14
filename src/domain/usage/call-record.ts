import type { Face } from '../catalog/upstream.ts';
import type { Tier } from '../catalog/use-case.ts';
import type { DataClass } from '../detection/data-class.ts';
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
  /** The ticket, issue or case that the client says it works on, and the branch: they lead from results to tasks. */
  readonly workItem: string | null;
  readonly branch: string | null;

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
  /** Why this model and upstream, in one short code: `requested`, `alias`, `policy`, `fallback`. */
  readonly routeReason: string | null;

  readonly policyVersion: string;
  readonly decision: 'allow' | 'refuse';
  readonly decisionRules: readonly string[];
  readonly approverId: string | null;

  /** What inspection made of the request; null where a call was turned away before it. */
  readonly dataClass: DataClass | null;
  /** As the caller declared it. */
  readonly declaredDataClass: DataClass | null;
  /** How often each finding type stands in the request. Never a value. */
  readonly findings: FindingCounts;
  /** Keyed digest of owner, conversation and the contents found: the same content again is counted once. */
  readonly findingsDigest: string | null;
  /** Kinds of the obligations that were carried out, sorted. */
  readonly obligations: readonly string[];
  /** Detectors that did not do their work on this request, sorted. */
  readonly inspectionFailures: readonly string[];
  /** What a policy in shadow mode would have said. */
  readonly shadowDecision: ShadowDecision | null;
  /** The first refusal of the same content, when this one repeats it. */
  readonly repeatOf: string | null;
  /** Kinds of media that came along and were not read, sorted. */
  readonly mediaKinds: readonly string[];
  /** Null where no template was named. */
  readonly templateApproved: boolean | null;
  /** Exceptions and granted approvals that were in force for this call. */
  readonly exceptionIds: readonly string[];

  /** The most that the call held in an envelope of money, decimal; null where none matched. */
  readonly heldNanodollars: string | null;
  /** The output limit that was written into the request because of a cap; null where none was. */
  readonly clampedMaxOutputTokens: number | null;
  /** What each envelope is charged if nobody ever says more of the call; null where none matched. */
  readonly holds: CallCharges | null;
  /** How long the call waited for room in its envelopes; null where it did not. */
  readonly budgetWaitMs: number | null;
  /** How hard the request was taken to be, 0 to 1; null where nobody asked. */
  readonly difficulty: number | null;
  /** The call whose answer this one is compared with; null for calls that serve a client. */
  readonly shadowOf: string | null;

  readonly requestBytes: number;
  readonly messageCount: number;
  readonly toolCount: number;
  readonly maxOutputTokens: number | null;
  readonly contextTokensEstimated: number;
  readonly clientName: string | null;
  readonly traceId: string | null;
};

/** What a call draws from one envelope in one period; the amount is decimal, in the envelope's unit. */
export type CallCharge = { readonly envelopeId: string; readonly periodStartMs: number; readonly amount: string };

/** What a call draws from all its envelopes, and the life of the gateway that drew it. */
export type CallCharges = { readonly epoch: number; readonly accounts: readonly CallCharge[] };

/** Finding type to how often. */
export type FindingCounts = Readonly<Record<string, number>>;

export type ShadowDecision = {
  readonly policyVersion: string;
  readonly effect: 'allow' | 'ask' | 'refuse';
  readonly rules: readonly string[];
};

/** The strongest thing that was done with findings in an answer; null: none was done. */
export type AnswerAction = 'note' | 'redact' | 'block';

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

  /** How often each finding type stood in the answer, as far as it went by. */
  readonly answerFindings: FindingCounts;
  readonly answerAction: AnswerAction | null;

  readonly usage: TokenUsage;
  readonly usageBasis: UsageBasis;
  /** The vendor's own words, unchanged; null when it said nothing. */
  readonly vendorUsage: unknown;
  readonly serviceTier: string | null;

  /** Decimal string; null is unpriced. `0` only for calls that cost nothing. */
  readonly costNanodollars: string | null;
  readonly priceId: string | null;
  readonly priceBookVersion: string | null;

  /** What each envelope was charged in the end; null where none matched. */
  readonly charges: CallCharges | null;
  /** Refusals of the same kind, one after the other, that this record stands for besides itself; null where none. */
  readonly repeats: number | null;
  /** What the model asked for would have cost more than the one that served, decimal and net of what was lost; null: not routed. */
  readonly routeSavingNanodollars: string | null;
  readonly cacheStatus: 'hit' | 'miss' | 'joined' | 'off' | null;
  readonly cacheAgeMs: number | null;
  /** Null where nobody answered, or before this was recorded. */
  readonly answeredBy: 'upstream' | 'cache' | 'workflow' | null;
  /** What the answer would have cost, had a model been asked for it. */
  readonly avoidedCostNanodollars: string | null;
  /** The API in which the upstream was asked, where that is not the client's. */
  readonly translatedTo: Face | null;
};
