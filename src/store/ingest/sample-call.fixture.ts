import type { AdmittedCall, CallRecord } from '../../domain/usage/call-record.ts';
import { NOT_INSPECTED } from '../../domain/usage/not-inspected.ts';
import { PLAIN_ADMISSION, PLAIN_ANSWER } from '../../domain/usage/plain-call.ts';
import { NO_TOKENS } from '../../domain/usage/token-usage.ts';
import type { JournalBatch } from '../journal/journal-batch.ts';

/** Noon of 15 March 2026, UTC. */
export const NOON_MS = Date.UTC(2026, 2, 15, 12);

/** A UUIDv7 of a moment; `serial` keeps those of one millisecond apart. */
export function callIdAt(atMs: number, serial: number): string {
  const time = atMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${serial.toString(16).padStart(12, '0')}`;
}

export function sampleAdmit(serial: number, changes: Partial<AdmittedCall> = {}): AdmittedCall {
  const admittedAtMs = changes.admittedAtMs ?? NOON_MS + serial;
  return {
    callId: callIdAt(admittedAtMs, serial),
    gatewayId: 'gateway-a',
    admittedAtMs,
    keyId: 'key-1',
    personId: 'ada',
    serviceAccountId: null,
    teamId: 'support',
    projectId: 'help-desk',
    costCentre: 'cc-1',
    lane: 'production',
    useCaseId: 'drafting',
    useCaseSource: 'key_default',
    tier: 1,
    purpose: null,
    outputDestination: null,
    templateId: null,
    templateVersion: null,
    workItem: null,
    branch: null,
    sessionId: null,
    taskId: `task-${serial}`,
    taskSource: 'new',
    conversationHash: null,
    prefixHashes: [],
    face: 'openai-chat',
    stream: false,
    requestedModel: 'small',
    modelId: 'small',
    upstreamId: 'openai',
    upstreamModel: 'small-2026',
    routeReason: 'requested',
    policyVersion: 'p1',
    decision: 'allow',
    decisionRules: ['use_case.allowed'],
    approverId: null,
    ...NOT_INSPECTED,
    ...PLAIN_ADMISSION,
    requestBytes: 2048,
    messageCount: 2,
    toolCount: 0,
    maxOutputTokens: 500,
    contextTokensEstimated: 400,
    clientName: 'openai-node',
    traceId: null,
    ...changes,
  };
}

export function sampleCall(serial: number, changes: Partial<CallRecord> = {}): CallRecord {
  const admitted = sampleAdmit(serial, changes);
  return {
    ...admitted,
    settledAtMs: admitted.admittedAtMs + 800,
    outcome: 'completed',
    status: 200,
    errorCode: null,
    finishReason: 'stop',
    responseModel: 'small-2026',
    responseId: `response-${serial}`,
    attempts: 1,
    latencyMs: 800.25,
    firstByteMs: 120.5,
    responseBytes: 900,
    answerFindings: {},
    answerAction: null,
    usage: { ...NO_TOKENS, inputUncachedTokens: 300, inputCacheReadTokens: 100, outputVisibleTokens: 50 },
    usageBasis: 'measured',
    vendorUsage: { prompt_tokens: 400, completion_tokens: 50 },
    serviceTier: null,
    costNanodollars: '1234500',
    priceId: 'price-small',
    priceBookVersion: 'b1',
    ...PLAIN_ANSWER,
    ...changes,
  };
}

/** A batch as the journal's drain cuts it; `serial` makes its id. */
export function batchOf(
  serial: number,
  lines: {
    readonly admits?: readonly AdmittedCall[];
    readonly settles?: readonly CallRecord[];
    readonly gatewayId?: string;
  },
): JournalBatch {
  const gatewayId = lines.gatewayId ?? 'gateway-a';
  return {
    gatewayId,
    batchId: `${gatewayId}:1:${serial}-${serial + 1}`,
    segment: 1,
    fromOffset: serial,
    toOffset: serial + 1,
    admits: (lines.admits ?? []).map((call) => Buffer.from(JSON.stringify(call))),
    settles: (lines.settles ?? []).map((call) => Buffer.from(JSON.stringify(call))),
  };
}
