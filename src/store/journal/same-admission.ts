import type { AdmittedCall } from '../../domain/usage/call-record.ts';

/**
 * Whether a settled call carries its admission unchanged: one line a field. A field that is missing here or below is found by
 * the test, which changes each in turn.
 */
export function sameAdmission(admitted: AdmittedCall, settled: AdmittedCall): boolean {
  return (
    sameRoute(admitted, settled) &&
    sameOwner(admitted, settled) &&
    admitted.callId === settled.callId &&
    admitted.gatewayId === settled.gatewayId &&
    admitted.admittedAtMs === settled.admittedAtMs &&
    admitted.sessionId === settled.sessionId &&
    admitted.taskId === settled.taskId &&
    admitted.taskSource === settled.taskSource &&
    admitted.conversationHash === settled.conversationHash &&
    admitted.prefixHashes === settled.prefixHashes &&
    admitted.findings === settled.findings &&
    admitted.findingsDigest === settled.findingsDigest &&
    admitted.obligations === settled.obligations &&
    admitted.inspectionFailures === settled.inspectionFailures &&
    admitted.shadowDecision === settled.shadowDecision &&
    admitted.repeatOf === settled.repeatOf &&
    admitted.mediaKinds === settled.mediaKinds &&
    admitted.templateApproved === settled.templateApproved &&
    admitted.exceptionIds === settled.exceptionIds &&
    admitted.heldNanodollars === settled.heldNanodollars &&
    admitted.clampedMaxOutputTokens === settled.clampedMaxOutputTokens &&
    admitted.holds === settled.holds &&
    admitted.budgetWaitMs === settled.budgetWaitMs &&
    admitted.difficulty === settled.difficulty &&
    admitted.shadowOf === settled.shadowOf &&
    admitted.requestBytes === settled.requestBytes &&
    admitted.messageCount === settled.messageCount &&
    admitted.toolCount === settled.toolCount &&
    admitted.maxOutputTokens === settled.maxOutputTokens &&
    admitted.contextTokensEstimated === settled.contextTokensEstimated &&
    admitted.clientName === settled.clientName &&
    admitted.traceId === settled.traceId
  );
}

/** Whose calls they are, and for what. */
export function sameOwner(one: AdmittedCall, other: AdmittedCall): boolean {
  return (
    one.keyId === other.keyId &&
    one.personId === other.personId &&
    one.serviceAccountId === other.serviceAccountId &&
    one.teamId === other.teamId &&
    one.projectId === other.projectId &&
    one.costCentre === other.costCentre &&
    one.lane === other.lane &&
    one.useCaseId === other.useCaseId &&
    one.useCaseSource === other.useCaseSource &&
    one.tier === other.tier &&
    one.purpose === other.purpose &&
    one.outputDestination === other.outputDestination &&
    one.templateId === other.templateId &&
    one.templateVersion === other.templateVersion &&
    one.workItem === other.workItem &&
    one.branch === other.branch
  );
}

/** Where they go and what was decided of them; what a fallback changes stands first. */
export function sameRoute(one: AdmittedCall, other: AdmittedCall): boolean {
  return (
    one.upstreamId === other.upstreamId &&
    one.upstreamModel === other.upstreamModel &&
    one.routeReason === other.routeReason &&
    one.face === other.face &&
    one.stream === other.stream &&
    one.requestedModel === other.requestedModel &&
    one.modelId === other.modelId &&
    one.policyVersion === other.policyVersion &&
    one.decision === other.decision &&
    sameRules(one, other) &&
    one.approverId === other.approverId &&
    one.dataClass === other.dataClass &&
    one.declaredDataClass === other.declaredDataClass
  );
}

function sameRules({ decisionRules: one }: AdmittedCall, { decisionRules: other }: AdmittedCall): boolean {
  return one.length === other.length && one.every((rule, index) => rule === other[index]);
}
