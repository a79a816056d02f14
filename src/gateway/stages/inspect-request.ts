import { activeRouting } from '../../domain/catalog/routing-rule.ts';
import type { Model } from '../../domain/catalog/upstream.ts';
import type { FindingType } from '../../domain/detection/finding-types.ts';
import { createNaming, type NamePlaceholder } from '../../domain/detection/placeholder.ts';
import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import type { UseCaseBinding } from '../../domain/policy/bind-use-case.ts';
import { type CallDecision, type CallQuestion, decideCall } from '../../domain/policy/decide-call.ts';
import type { GrantedApproval } from '../../domain/policy/granted-approval.ts';
import { isRefusal, type Refusal } from '../../domain/policy/refusal.ts';
import { servesAlike } from '../../domain/policy/serves-alike.ts';
import type { InspectionFields } from '../../domain/usage/not-inspected.ts';
import type { Dialect } from '../../ports/dialect.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import type { InspectingGateway } from '../gateway.ts';
import { type CarriedOut, carryOut } from '../inspection/carry-out.ts';
import type { KeptConversation } from '../inspection/conversation-memory.ts';
import { findInRequest, type RequestFindings } from '../inspection/find-in-request.ts';
import { type GatheredFacts, gatherFacts, rowsOf } from '../inspection/gather-facts.ts';
import { nameConversation } from '../inspection/name-conversation.ts';
import { readQuery } from '../inspection/read-query.ts';
import { refuseByDecision, refuseUninspected } from '../inspection/refuse-content.ts';
import type { TaskBinding } from './bind-task.ts';
import type { OpenedCall } from './describe-call.ts';
import { exceptionFacts } from './exception-facts.ts';
import type { Hints } from './read-hints.ts';
import type { ReadRequest } from './read-request.ts';

/** A call as the stages before know it. */
export type InspectedCall = {
  readonly call: OpenedCall;
  readonly snapshot: Snapshot;
  readonly dialect: Dialect;
  readonly grant: KeyGrant;
  readonly hints: Hints;
  readonly request: ReadRequest;
  /** As it came, with its question mark; empty where there is none. */
  readonly query: string;
  readonly binding: UseCaseBinding;
  readonly task: TaskBinding;
  readonly model: Model;
  readonly speaks: (model: Model | undefined) => boolean;
};

/** What inspection found and policy said; the same for a call that goes on and for one that does not. */
export type Judgement = {
  readonly findings: RequestFindings;
  readonly gathered: GatheredFacts;
  readonly question: CallQuestion;
  readonly decision: CallDecision;
  readonly conversation: KeptConversation;
  readonly name: NamePlaceholder;
  readonly rowOf: (type: string) => FindingType;
  /** Keyed; null where nothing was found. */
  readonly findingsDigest: string | null;
  /** Of the question that this call would ask. */
  readonly nameApproval: () => string;
  readonly approval: GrantedApproval | null;
  /** An uninspected text stops this call; else it goes on, and that is told loudly. */
  readonly closed: boolean;
};

export type Verdict = {
  readonly inspection: InspectionFields;
  readonly policyVersion: string;
  readonly rules: readonly string[];
  readonly approverId: string | null;
  readonly outcome: CarriedOut | Refusal;
  /** Whether policy would let another model serve this call just so; null where nothing could move it. */
  readonly mayGoTo: ((modelId: string) => boolean) | null;
};

/**
 * Reads what is sent, finds what is sensitive, lets policy decide, and carries out what it obliges to. Waits for nothing.
 * What a detector missed stops calls of tiers 2 and 3 and of classes above internal, and is recorded and logged for all.
 */
export function inspectRequest(gateway: InspectingGateway, inspected: InspectedCall): Verdict {
  const judgement = judge(gateway, inspected);
  const outcome = conclude(gateway, inspected, judgement);
  const { question, decision, approval } = judgement;
  return {
    inspection: fieldsOf(inspected, judgement, outcome),
    policyVersion: decision.policyVersion,
    rules: isRefusal(outcome) ? outcome.rules : decision.rules,
    approverId: approval?.approverId ?? null,
    outcome,
    mayGoTo: mayMove(inspected) ? allowsModel(question, decision) : null,
  };
}

/** By routing, or near the cap of an envelope. */
function mayMove({ binding, snapshot }: InspectedCall): boolean {
  return activeRouting(binding.useCase) !== null || (snapshot.budgets ?? null) !== null;
}

function allowsModel(question: CallQuestion, decision: CallDecision): (modelId: string) => boolean {
  return (modelId) => servesAlike(question, decision, modelId);
}

function judge(gateway: InspectingGateway, inspected: InspectedCall): Judgement {
  const { call, snapshot, dialect, grant, hints, request, binding, task, model } = inspected;
  const inspector = gateway.inspector();
  const parts = dialect.readParts(request);
  const units = inspected.query === '' ? parts : [...readQuery(inspected.query), ...parts];
  const findings = findInRequest(
    {
      inspector,
      cleanUnits: gateway.protectionMemory.cleanUnits,
      bytesDigest: gateway.bytesDigest,
      nowMonotonicMs: call.openedMonotonicMs,
    },
    request.raw,
    units,
  );
  if (request.parsed !== undefined) request.parsed.value = null;
  const conversation = nameConversation(gateway, request, task);
  const digestOf = (text: string): string => gateway.protectionDigest(`${conversation.root}\n${text}`);
  const findingsDigest = findings.contents.length === 0 ? null : digestOf(`found\n${findings.contents.join('\n')}`);
  const nameApproval = (): string =>
    `approval-${digestOf(`approval\n${binding.useCase.id}\n${findingsDigest ?? model.id}`).slice(0, 24)}`;
  const { approvals } = snapshot;
  const approval =
    approvals === undefined || approvals.size === 0 ? null : grantedAt(approvals.get(nameApproval()), call.openedAtMs);
  const rowOf = rowsOf(inspector);
  const gathered = gatherFacts({
    grant,
    hints,
    useCase: binding.useCase,
    model,
    findings,
    rowOf,
    time: gateway.localTime(call.openedAtMs),
    exceptionIds: exceptionFacts(binding, approval),
    templates: snapshot.templates,
  });
  const question: CallQuestion = {
    policies: snapshot.policies,
    facts: gathered.facts,
    useCase: binding.useCase,
    models: snapshot.models,
    speaks: (modelId) => inspected.speaks(snapshot.models.get(modelId)),
    allowedUseCases: () => grant.allowedUseCaseIds.flatMap((id) => snapshot.useCases.get(id) ?? []),
  };
  const decision = decideCall(question);
  const { dataClass } = gathered.facts;
  const closed = binding.useCase.tier >= 2 || dataClass === 'confidential' || dataClass === 'restricted';
  const name = createNaming(digestOf);
  return {
    findings,
    gathered,
    question,
    decision,
    conversation,
    name,
    rowOf,
    findingsDigest,
    nameApproval,
    approval,
    closed,
  };
}

function grantedAt(approval: GrantedApproval | undefined, nowMs: number): GrantedApproval | null {
  return approval === undefined || approval.expiresAtMs <= nowMs ? null : approval;
}

/** What becomes of the call. A decision to refuse goes before a failure: it says what to mend. */
function conclude(gateway: InspectingGateway, inspected: InspectedCall, judgement: Judgement): CarriedOut | Refusal {
  const { decision, findings } = judgement;
  if (findings.failures.length > 0) {
    gateway.log('error', 'inspection.failed', {
      callId: inspected.call.callId,
      useCaseId: inspected.binding.useCase.id,
      failures: findings.failures,
      closed: judgement.closed,
    });
  }
  if (decision.code !== null) return refuseByDecision(gateway, inspected, judgement, decision.code);
  if (findings.failures.length > 0 && judgement.closed) return refuseUninspected(judgement);
  return carryOut(gateway, inspected, judgement);
}

function fieldsOf(inspected: InspectedCall, judgement: Judgement, outcome: CarriedOut | Refusal): InspectionFields {
  const { findings, gathered, decision, findingsDigest } = judgement;
  const { facts } = gathered;
  return {
    dataClass: facts.dataClass,
    declaredDataClass: inspected.hints.dataClass,
    findings: findings.counts,
    findingsDigest,
    obligations: isRefusal(outcome) ? [] : outcome.kinds,
    inspectionFailures: findings.failures,
    shadowDecision: decision.shadow,
    repeatOf: isRefusal(outcome) ? (outcome.advice?.repeatOf ?? null) : null,
    mediaKinds: findings.media,
    templateApproved: facts.template?.approved ?? null,
    exceptionIds: facts.exceptionIds,
  };
}
