import type { AdmittedCall } from '../../domain/usage/call-record.ts';

/**
 * Whether a settled call carries its admission unchanged: one line a field, those that a fallback changes first. A field
 * that is missing here is found by the test, which changes each in turn.
 */
export function sameAdmission(admitted: AdmittedCall, settled: AdmittedCall): boolean {
  return (
    admitted.upstreamId === settled.upstreamId &&
    admitted.upstreamModel === settled.upstreamModel &&
    admitted.routeReason === settled.routeReason &&
    admitted.callId === settled.callId &&
    admitted.gatewayId === settled.gatewayId &&
    admitted.admittedAtMs === settled.admittedAtMs &&
    admitted.keyId === settled.keyId &&
    admitted.personId === settled.personId &&
    admitted.serviceAccountId === settled.serviceAccountId &&
    admitted.teamId === settled.teamId &&
    admitted.projectId === settled.projectId &&
    admitted.costCentre === settled.costCentre &&
    admitted.lane === settled.lane &&
    admitted.useCaseId === settled.useCaseId &&
    admitted.useCaseSource === settled.useCaseSource &&
    admitted.tier === settled.tier &&
    admitted.purpose === settled.purpose &&
    admitted.outputDestination === settled.outputDestination &&
    admitted.templateId === settled.templateId &&
    admitted.templateVersion === settled.templateVersion &&
    admitted.workItem === settled.workItem &&
    admitted.branch === settled.branch &&
    admitted.sessionId === settled.sessionId &&
    admitted.taskId === settled.taskId &&
    admitted.taskSource === settled.taskSource &&
    admitted.conversationHash === settled.conversationHash &&
    admitted.prefixHashes === settled.prefixHashes &&
    admitted.face === settled.face &&
    admitted.stream === settled.stream &&
    admitted.requestedModel === settled.requestedModel &&
    admitted.modelId === settled.modelId &&
    admitted.policyVersion === settled.policyVersion &&
    admitted.decision === settled.decision &&
    admitted.decisionRules === settled.decisionRules &&
    admitted.approverId === settled.approverId &&
    admitted.dataClass === settled.dataClass &&
    admitted.declaredDataClass === settled.declaredDataClass &&
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
