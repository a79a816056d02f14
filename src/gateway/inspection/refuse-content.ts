import { type Refusal, type RefusalAdvice, type RefusalCode, refuse } from '../../domain/policy/refusal.ts';
import type { AskedApproval } from '../../ports/approval-desk.ts';
import type { InspectingGateway } from '../gateway.ts';
import type { InspectedCall, Judgement } from '../stages/inspect-request.ts';
import type { FoundText } from './find-in-request.ts';
import { wordApproval, wordDecision, wordFindings, wordInstead } from './word-refusal.ts';

/** The refusal that policy decided. The same content of the same owner is told the same, as a repeat of the first. */
export function refuseByDecision(
  gateway: InspectingGateway,
  inspected: InspectedCall,
  judgement: Judgement,
  code: RefusalCode,
): Refusal {
  const { decision, findings, rowOf, findingsDigest } = judgement;
  const { callId, openedAtMs } = inspected.call;
  const memory = gateway.protectionMemory.refusals;
  const content = findingsDigest === null ? null : `${code}\n${decision.policyVersion}\n${findingsDigest}`;
  const known = content === null ? undefined : memory.find(content, openedAtMs);
  // What became of a question can be another thing the next time.
  if (known !== undefined && code !== 'approval_required')
    return { ...known.refusal, advice: { ...adviceOf(known.refusal), repeatOf: known.callId } };
  const asked = code === 'approval_required' ? askFor(gateway, inspected, judgement) : null;
  const waits = asked === null ? '' : ` ${wordApproval(asked)}`;
  const approval = asked === null ? null : { id: asked.approvalId, expiresAtMs: asked.expiresAtMs };
  const words = wordFindings(findings.found, rowOf);
  const instead = wordInstead(findings.found, rowOf);
  const alternative = decision.alternative ?? instead;
  const refusal: Refusal = {
    ...refuse(code, wordDecision(decision, { words, instead }) + waits, decision.rules),
    advice: { alternative, askAt: decision.askAt, approval, repeatOf: known?.callId ?? null },
  };
  if (content !== null && known === undefined) memory.remember(content, { callId, atMs: openedAtMs, refusal });
  return refusal;
}

function adviceOf(refusal: Refusal): RefusalAdvice {
  return refusal.advice ?? { alternative: null, askAt: null, approval: null, repeatOf: null };
}

function askFor(gateway: InspectingGateway, inspected: InspectedCall, judgement: Judgement): AskedApproval {
  const { call, grant, hints, binding, model } = inspected;
  const { decision, findings, gathered, findingsDigest } = judgement;
  return gateway.approvalDesk.ask({
    approvalId: judgement.nameApproval(),
    callId: call.callId,
    askedAtMs: call.openedAtMs,
    keyId: grant.keyId,
    owner: grant.owner,
    teamId: grant.teamId,
    useCaseId: binding.useCase.id,
    tier: binding.useCase.tier,
    modelId: model.id,
    purpose: hints.purpose,
    dataClass: gathered.facts.dataClass,
    findings: findings.counts,
    findingsDigest,
    rules: decision.rules,
    policyVersion: decision.policyVersion,
    why: decision.why,
    askAt: decision.askAt,
  });
}

/** A detector did not do its work, and this call does not go on without it. */
export function refuseUninspected({ findings, gathered }: Judgement): Refusal {
  const { tier } = gathered.facts.useCase;
  const { dataClass } = gathered.facts;
  const names = findings.failures.slice(0, 5).join(', ');
  const because = tier >= 2 ? `"${gathered.facts.useCase.id}" (tier ${tier}) does` : `${dataClass} content does`;
  return refuse('inspection_failed', `This could not be inspected (${names}), and ${because} not leave uninspected.`, [
    'inspection.closed',
  ]);
}

/** Something must be taken out of a text that cannot be changed. */
export function refuseSealed(sealed: FoundText, judgement: Judgement): Refusal {
  const words = wordFindings([sealed], judgement.rowOf);
  const why = `A part of the conversation that cannot be changed (its vendor signed it, or it is nested too deeply) holds ${words}. Start a new conversation without it.`;
  return refuse('content_blocked', why, judgement.decision.rules);
}

/** Content must be kept by a rule, and cannot be. */
export function refuseUnkept(judgement: Judgement): Refusal {
  const why =
    'A rule says that the content of this call is kept, and it cannot be kept now. Try again shortly; if it lasts, tell the administrators.';
  return refuse('policy_refused', why, judgement.decision.rules);
}
