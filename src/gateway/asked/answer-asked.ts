import { redactText } from '../../domain/detection/placeholder.ts';
import type { Obligation } from '../../domain/policy/policy-decision.ts';
import type { Refusal, RefusalCode } from '../../domain/policy/refusal.ts';
import { refuse } from '../../domain/policy/refusal.ts';
import { isMeant } from '../../domain/policy/residual-class.ts';
import type { AskedApproval } from '../../ports/approval-desk.ts';
import { wordApproval, wordDecision, wordFindings, wordInstead } from '../inspection/word-refusal.ts';
import { describeCall, type OpenedCall } from '../stages/describe-call.ts';
import { settleRefused } from '../stages/settle-call.ts';
import type { AskedCall, AskedHouse } from './asked-house.ts';
import { type AskedJudgement, type AskedStop, decideAsked, refuseUnasked } from './decide-asked.ts';
import { placeOf } from './find-in-texts.ts';

/** What whoever asked has to do. */
export type AskedAnswer = {
  readonly effect: 'allow' | 'ask' | 'refuse';
  /** Null exactly when it may go on. */
  readonly code: RefusalCode | null;
  readonly obligations: readonly Obligation[];
  readonly rules: readonly string[];
  /** The whole sentence for the caller. */
  readonly why: string;
  readonly alternative: string | null;
  readonly askAt: string | null;
  readonly policyVersion: string;
  /** The model that may serve: another than was asked for where rules or clearance say so. */
  readonly modelId: string | null;
  readonly approval: AskedApproval | null;
  /** The texts as they may leave; null where nothing has to change or nothing may leave. */
  readonly redacted: readonly string[] | null;
  /** What an answer gets back, by placeholder. */
  readonly restore: ReadonlyMap<string, string>;
  /** Under which a refusal is recorded; null where it is not. */
  readonly callId: string | null;
  readonly judgement: AskedJudgement | null;
};

const NOTHING_PLACED: Pick<AskedAnswer, 'redacted' | 'restore'> = { redacted: null, restore: new Map() };

/**
 * Answers for a call that somebody else would make. `record`: a refusal is recorded as one of the gateway's own, and a
 * question is left for a person; else nothing is stored. A call that may go on is not ours and leaves no record here.
 */
export function answerAsked(
  house: AskedHouse,
  asked: AskedCall,
  { record }: { readonly record: boolean },
): AskedAnswer {
  const judged = decideAsked(house, asked);
  if (judged.kind === 'stopped') return answerStopped(house, { judged, asked, record });
  const { decision, findings, rowOf } = judged;
  if (decision.code === null && !judged.uninspected) return answerAllowed(judged);
  const approval = record && decision.code === 'approval_required' ? askFor(house, judged) : null;
  const words = wordFindings(findings.found, rowOf);
  const instead = wordInstead(findings.found, rowOf);
  const sentence = wordDecision(decision, { words, instead });
  const refusal =
    decision.code === null
      ? refuseUnasked(judged)
      : refuse(decision.code, approval === null ? sentence : `${sentence} ${wordApproval(approval)}`, decision.rules);
  const callId = record ? recordRefusal(house, { judged, asked, refusal }) : null;
  return {
    effect: decision.effect === 'ask' && decision.code !== null ? 'ask' : 'refuse',
    code: refusal.code,
    obligations: [],
    rules: refusal.rules,
    why: refusal.why,
    alternative: decision.alternative ?? instead,
    askAt: decision.askAt,
    policyVersion: decision.policyVersion,
    modelId: null,
    approval,
    ...NOTHING_PLACED,
    callId,
    judgement: judged,
  };
}

function answerAllowed(judged: AskedJudgement): AskedAnswer {
  const { decision } = judged;
  const warnings = decision.obligations.flatMap((each) => (each.kind === 'warn' ? [each.sentence] : []));
  return {
    effect: 'allow',
    code: null,
    obligations: decision.obligations,
    rules: decision.rules,
    why: warnings.length === 0 ? decision.why : warnings.join(' '),
    alternative: decision.alternative,
    askAt: decision.askAt,
    policyVersion: decision.policyVersion,
    modelId: decision.modelId,
    approval: null,
    ...redactAll(judged),
    callId: null,
    judgement: judged,
  };
}

function redactAll({ asked, decision, findings, rowOf, name }: AskedJudgement): typeof NOTHING_PLACED {
  const redactions = decision.obligations.filter((each) => each.kind === 'redact');
  const meantBy = (type: string) => redactions.filter(({ of }) => isMeant(of, rowOf(type)));
  const texts = [...asked.texts];
  const restore = new Map<string, string>();
  let changed = false;
  for (const { part, findings: found } of findings.found) {
    const meant = found.filter(({ type }) => meantBy(type).length > 0);
    if (meant.length === 0) continue;
    const redaction = redactText(part.text, meant, { name, isJson: false });
    for (const { placeholder, type, value } of redaction.placed)
      if (meantBy(type).every((each) => each.restore)) restore.set(placeholder, value);
    texts[placeOf(part.path)] = redaction.text;
    changed = true;
  }
  return changed ? { redacted: texts, restore } : NOTHING_PLACED;
}

function answerStopped(
  house: AskedHouse,
  given: { readonly judged: AskedStop; readonly asked: AskedCall; readonly record: boolean },
): AskedAnswer {
  const { refusal } = given.judged;
  return {
    effect: 'refuse',
    code: refusal.code,
    obligations: [],
    rules: refusal.rules,
    why: refusal.why,
    alternative: null,
    askAt: null,
    policyVersion: house.snapshots.current().policyVersion,
    modelId: null,
    approval: null,
    ...NOTHING_PLACED,
    callId: given.record ? recordRefusal(house, { ...given, refusal }) : null,
    judgement: null,
  };
}

function askFor(house: AskedHouse, judged: AskedJudgement): AskedApproval {
  const { asked, binding, model, decision, gathered, findings, findingsDigest, approvalId } = judged;
  const askedAtMs = house.clock.nowMs();
  const { grant } = asked;
  return house.approvalDesk.ask({
    ...{ approvalId, askedAtMs, keyId: grant.keyId, owner: grant.owner, teamId: grant.teamId },
    ...{ useCaseId: binding.useCase.id, tier: binding.useCase.tier, modelId: model.id, purpose: asked.purpose },
    ...{ dataClass: gathered.facts.dataClass, findings: findings.counts, findingsDigest },
    ...{ rules: decision.rules, policyVersion: decision.policyVersion, why: decision.why, askAt: decision.askAt },
    callId: house.chance.uuid(askedAtMs),
  });
}

/** A refused call of the caller, as if it had come here: it is what happened, and so is its protection event. */
function recordRefusal(
  house: AskedHouse,
  given: { readonly judged: AskedJudgement | AskedStop; readonly asked: AskedCall; readonly refusal: Refusal },
): string {
  const { judged, asked, refusal } = given;
  const { hints, binding } = judged;
  const openedAtMs = house.clock.nowMs();
  const call: OpenedCall = {
    callId: house.chance.uuid(openedAtMs),
    gatewayId: house.gatewayId,
    openedAtMs,
    openedMonotonicMs: house.clock.monotonicMs(),
    policyVersion: house.snapshots.current().policyVersion,
    face: judged.kind === 'judged' ? (judged.model.faces[0] ?? 'openai-chat') : 'openai-chat',
    traceId: house.chance.hex(16),
  };
  const found = {
    ...{ grant: asked.grant, hints },
    ...(binding === null ? {} : { binding }),
    ...(judged.kind === 'judged' ? { modelId: judged.model.id, inspection: fieldsOf(judged) } : {}),
  };
  const policyVersion = judged.kind === 'judged' ? judged.decision.policyVersion : call.policyVersion;
  const decided = { decision: 'refuse', rules: refusal.rules, routeReason: 'decide', policyVersion } as const;
  const admitted = describeCall(call, found, decided);
  house.settle(settleRefused(house, call, admitted, refusal, STATUS_OF_REFUSAL));
  return call.callId;
}

const STATUS_OF_REFUSAL = 403;

function fieldsOf({ gathered, findings, findingsDigest, decision, hints }: AskedJudgement) {
  const { facts } = gathered;
  return {
    dataClass: facts.dataClass,
    declaredDataClass: hints.dataClass,
    findings: findings.counts,
    findingsDigest,
    obligations: [],
    inspectionFailures: findings.failures,
    shadowDecision: decision.shadow,
    repeatOf: null,
    mediaKinds: findings.media,
    templateApproved: facts.template?.approved ?? null,
    exceptionIds: facts.exceptionIds,
  };
}
