import type { AdmittedCall } from '../../domain/usage/call-record.ts';
import {
  type ChargesIn,
  countsIn,
  createChargesIn,
  numberIn,
  numeral,
  quoted,
  valueIn,
  wordIn,
  wordsIn,
} from './line-words.ts';
import { sameOwner, sameRoute } from './same-admission.ts';

/** What the last call of a key said of whose it is and where it goes, and how that was written. */
type Said = { readonly call: AdmittedCall; readonly owner: string; readonly route: string };

/** Keys whose last call is remembered; about 1 kB each. */
const KEYS_MAX = 2_000;

/**
 * Writes an admission as JSON, its id first and without what is null. Half of a line is the same from one call of a key to
 * the next, and is taken over as text when nothing in it changed: the native `JSON.stringify` reads all of it anew.
 */
export function createAdmissionLine(): (call: AdmittedCall) => string {
  let said = new Map<string | null, Said>();
  const chargesIn = createChargesIn();

  function sayAgain(call: AdmittedCall): Said {
    const last = said.get(call.keyId);
    const isOwner = last !== undefined && sameOwner(last.call, call);
    const isRoute = last !== undefined && sameRoute(last.call, call);
    if (isOwner && isRoute) return last;
    const next = { call, owner: isOwner ? last.owner : ownerOf(call), route: isRoute ? last.route : routeOf(call) };
    if (said.size >= KEYS_MAX) said = new Map();
    said.set(call.keyId, next);
    return next;
  }

  return (call) => {
    const { owner, route } = sayAgain(call);
    return `{"callId":${quoted(call.callId)},"gatewayId":${quoted(call.gatewayId)},"admittedAtMs":${numeral(call.admittedAtMs)}${owner}${taskOf(call)}${route}${inspectionOf(call)}${sizeOf(call, chargesIn)}}`;
  };
}

function ownerOf(call: AdmittedCall): string {
  return (
    wordIn(',"keyId":', call.keyId) +
    wordIn(',"personId":', call.personId) +
    wordIn(',"serviceAccountId":', call.serviceAccountId) +
    wordIn(',"teamId":', call.teamId) +
    wordIn(',"projectId":', call.projectId) +
    wordIn(',"costCentre":', call.costCentre) +
    wordIn(',"lane":', call.lane) +
    wordIn(',"useCaseId":', call.useCaseId) +
    wordIn(',"useCaseSource":', call.useCaseSource) +
    numberIn(',"tier":', call.tier) +
    wordIn(',"purpose":', call.purpose) +
    wordIn(',"outputDestination":', call.outputDestination) +
    wordIn(',"templateId":', call.templateId) +
    wordIn(',"templateVersion":', call.templateVersion) +
    wordIn(',"workItem":', call.workItem) +
    wordIn(',"branch":', call.branch)
  );
}

function taskOf(call: AdmittedCall): string {
  return (
    wordIn(',"sessionId":', call.sessionId) +
    wordIn(',"taskId":', call.taskId) +
    wordIn(',"taskSource":', call.taskSource) +
    wordIn(',"conversationHash":', call.conversationHash) +
    wordsIn(',"prefixHashes":', call.prefixHashes)
  );
}

function routeOf(call: AdmittedCall): string {
  return (
    wordIn(',"face":', call.face) +
    valueIn(',"stream":', call.stream) +
    wordIn(',"requestedModel":', call.requestedModel) +
    wordIn(',"modelId":', call.modelId) +
    wordIn(',"upstreamId":', call.upstreamId) +
    wordIn(',"upstreamModel":', call.upstreamModel) +
    wordIn(',"routeReason":', call.routeReason) +
    wordIn(',"policyVersion":', call.policyVersion) +
    wordIn(',"decision":', call.decision) +
    wordsIn(',"decisionRules":', call.decisionRules) +
    wordIn(',"approverId":', call.approverId) +
    wordIn(',"dataClass":', call.dataClass) +
    wordIn(',"declaredDataClass":', call.declaredDataClass)
  );
}

/** Most calls hold nothing that anything was found in or done about. */
const NOTHING_FOUND = ',"findings":{},"obligations":[],"inspectionFailures":[],"mediaKinds":[],"exceptionIds":[]';

function hasNothing(call: AdmittedCall): boolean {
  for (const _ in call.findings) return false;
  return (
    call.findingsDigest === null &&
    call.obligations.length === 0 &&
    call.inspectionFailures.length === 0 &&
    call.shadowDecision === null &&
    call.repeatOf === null &&
    call.mediaKinds.length === 0 &&
    call.templateApproved === null &&
    call.exceptionIds.length === 0
  );
}

function inspectionOf(call: AdmittedCall): string {
  if (hasNothing(call)) return NOTHING_FOUND;
  return (
    countsIn(',"findings":', call.findings) +
    wordIn(',"findingsDigest":', call.findingsDigest) +
    wordsIn(',"obligations":', call.obligations) +
    wordsIn(',"inspectionFailures":', call.inspectionFailures) +
    valueIn(',"shadowDecision":', call.shadowDecision) +
    wordIn(',"repeatOf":', call.repeatOf) +
    wordsIn(',"mediaKinds":', call.mediaKinds) +
    valueIn(',"templateApproved":', call.templateApproved) +
    wordsIn(',"exceptionIds":', call.exceptionIds)
  );
}

function sizeOf(call: AdmittedCall, chargesIn: ChargesIn): string {
  return (
    wordIn(',"heldNanodollars":', call.heldNanodollars) +
    numberIn(',"clampedMaxOutputTokens":', call.clampedMaxOutputTokens) +
    chargesIn(',"holds":', call.holds) +
    numberIn(',"budgetWaitMs":', call.budgetWaitMs) +
    numberIn(',"difficulty":', call.difficulty) +
    wordIn(',"shadowOf":', call.shadowOf) +
    `,"requestBytes":${numeral(call.requestBytes)},"messageCount":${numeral(call.messageCount)},"toolCount":${numeral(call.toolCount)}` +
    numberIn(',"maxOutputTokens":', call.maxOutputTokens) +
    numberIn(',"contextTokensEstimated":', call.contextTokensEstimated) +
    wordIn(',"clientName":', call.clientName) +
    wordIn(',"traceId":', call.traceId)
  );
}
