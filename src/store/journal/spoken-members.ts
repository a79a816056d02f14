import type { AdmittedCall, CallRecord } from '../../domain/usage/call-record.ts';
import { NOT_INSPECTED } from '../../domain/usage/not-inspected.ts';

type Settlement = Omit<CallRecord, keyof AdmittedCall>;

/** A record as its line says it: what is null is left out, which is a third of the bytes that are written, hashed and sent. */
type Spoken<Members> = { readonly [Member in keyof Members]: Exclude<Members[Member], null> | undefined };

/** The members of an admission, its id first. The type keeps the list complete. (A copy by a loop takes five times as long.) */
export function spokenAdmission(call: AdmittedCall): Spoken<AdmittedCall> {
  return {
    callId: call.callId,
    gatewayId: call.gatewayId,
    admittedAtMs: call.admittedAtMs,
    keyId: call.keyId ?? undefined,
    personId: call.personId ?? undefined,
    serviceAccountId: call.serviceAccountId ?? undefined,
    teamId: call.teamId ?? undefined,
    projectId: call.projectId ?? undefined,
    costCentre: call.costCentre ?? undefined,
    lane: call.lane ?? undefined,
    useCaseId: call.useCaseId ?? undefined,
    useCaseSource: call.useCaseSource ?? undefined,
    tier: call.tier ?? undefined,
    purpose: call.purpose ?? undefined,
    outputDestination: call.outputDestination ?? undefined,
    templateId: call.templateId ?? undefined,
    templateVersion: call.templateVersion ?? undefined,
    sessionId: call.sessionId ?? undefined,
    taskId: call.taskId ?? undefined,
    taskSource: call.taskSource ?? undefined,
    conversationHash: call.conversationHash ?? undefined,
    prefixHashes: call.prefixHashes,
    face: call.face ?? undefined,
    stream: call.stream,
    requestedModel: call.requestedModel ?? undefined,
    modelId: call.modelId ?? undefined,
    upstreamId: call.upstreamId ?? undefined,
    upstreamModel: call.upstreamModel ?? undefined,
    routeReason: call.routeReason ?? undefined,
    policyVersion: call.policyVersion,
    decision: call.decision,
    decisionRules: call.decisionRules,
    approverId: call.approverId ?? undefined,
    dataClass: call.dataClass ?? undefined,
    declaredDataClass: call.declaredDataClass ?? undefined,
    findings: call.findings,
    findingsDigest: call.findingsDigest ?? undefined,
    obligations: call.obligations,
    inspectionFailures: call.inspectionFailures,
    shadowDecision: call.shadowDecision ?? undefined,
    repeatOf: call.repeatOf ?? undefined,
    mediaKinds: call.mediaKinds,
    templateApproved: call.templateApproved ?? undefined,
    exceptionIds: call.exceptionIds,
    heldNanodollars: call.heldNanodollars ?? undefined,
    clampedMaxOutputTokens: call.clampedMaxOutputTokens ?? undefined,
    holds: call.holds ?? undefined,
    budgetWaitMs: call.budgetWaitMs ?? undefined,
    difficulty: call.difficulty ?? undefined,
    shadowOf: call.shadowOf ?? undefined,
    requestBytes: call.requestBytes,
    messageCount: call.messageCount,
    toolCount: call.toolCount,
    maxOutputTokens: call.maxOutputTokens ?? undefined,
    contextTokensEstimated: call.contextTokensEstimated,
    clientName: call.clientName ?? undefined,
    traceId: call.traceId ?? undefined,
  };
}

/** What a settlement adds to its admission. */
export function spokenSettlement(call: CallRecord): Spoken<Settlement> {
  return {
    settledAtMs: call.settledAtMs,
    outcome: call.outcome,
    status: call.status ?? undefined,
    errorCode: call.errorCode ?? undefined,
    finishReason: call.finishReason ?? undefined,
    responseModel: call.responseModel ?? undefined,
    responseId: call.responseId ?? undefined,
    attempts: call.attempts,
    latencyMs: call.latencyMs,
    firstByteMs: call.firstByteMs ?? undefined,
    responseBytes: call.responseBytes,
    answerFindings: call.answerFindings,
    answerAction: call.answerAction ?? undefined,
    usage: call.usage,
    usageBasis: call.usageBasis,
    vendorUsage: call.vendorUsage ?? undefined,
    serviceTier: call.serviceTier ?? undefined,
    costNanodollars: call.costNanodollars ?? undefined,
    priceId: call.priceId ?? undefined,
    priceBookVersion: call.priceBookVersion ?? undefined,
    charges: call.charges ?? undefined,
    repeats: call.repeats ?? undefined,
    routeSavingNanodollars: call.routeSavingNanodollars ?? undefined,
    cacheStatus: call.cacheStatus ?? undefined,
    cacheAgeMs: call.cacheAgeMs ?? undefined,
    answeredBy: call.answeredBy ?? undefined,
    avoidedCostNanodollars: call.avoidedCostNanodollars ?? undefined,
    translatedTo: call.translatedTo ?? undefined,
  };
}

type NullMembers<Members> = {
  readonly [Member in keyof Members as null extends Members[Member] ? Member : never]: null;
};

const UNSPOKEN: NullMembers<AdmittedCall> = {
  keyId: null,
  personId: null,
  serviceAccountId: null,
  teamId: null,
  projectId: null,
  costCentre: null,
  lane: null,
  useCaseId: null,
  useCaseSource: null,
  tier: null,
  purpose: null,
  outputDestination: null,
  templateId: null,
  templateVersion: null,
  sessionId: null,
  taskId: null,
  taskSource: null,
  conversationHash: null,
  face: null,
  requestedModel: null,
  modelId: null,
  upstreamId: null,
  upstreamModel: null,
  routeReason: null,
  approverId: null,
  dataClass: null,
  declaredDataClass: null,
  findingsDigest: null,
  shadowDecision: null,
  repeatOf: null,
  templateApproved: null,
  heldNanodollars: null,
  clampedMaxOutputTokens: null,
  holds: null,
  budgetWaitMs: null,
  difficulty: null,
  shadowOf: null,
  maxOutputTokens: null,
  clientName: null,
  traceId: null,
};

/** The admission that a line says, with what it left out, or did not know of when it was written. */
export function wholeAdmission(line: AdmittedCall): AdmittedCall {
  return { ...NOT_INSPECTED, ...UNSPOKEN, ...line };
}
