import type { Face } from '../../domain/catalog/upstream.ts';
import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import type { UseCaseBinding } from '../../domain/policy/bind-use-case.ts';
import type { ChosenTarget } from '../../domain/routing/choose-targets.ts';
import type { AdmittedCall } from '../../domain/usage/call-record.ts';
import { type InspectionFields, NOT_INSPECTED } from '../../domain/usage/not-inspected.ts';
import type { TaskBinding } from './bind-task.ts';
import type { Hints } from './read-hints.ts';
import type { ReadRequest } from './read-request.ts';
import type { BudgetFields } from './reserve-budget.ts';

/** What every call has from its first moment. */
export type OpenedCall = {
  readonly callId: string;
  readonly gatewayId: string;
  readonly openedAtMs: number;
  readonly openedMonotonicMs: number;
  readonly policyVersion: string;
  readonly face: Face;
  readonly traceId: string;
};

/** What the stages have found so far. A refused call is recorded with whatever it got to. */
export type Findings = {
  readonly grant?: KeyGrant;
  readonly hints?: Hints;
  readonly request?: ReadRequest;
  readonly binding?: UseCaseBinding;
  readonly modelId?: string;
  readonly task?: TaskBinding;
  readonly target?: ChosenTarget | undefined;
  readonly contextTokens?: number;
  readonly inspection?: InspectionFields;
  readonly budget?: BudgetFields;
};

export type Decision = {
  readonly decision: 'allow' | 'refuse';
  readonly rules: readonly string[];
  readonly routeReason: string | null;
  /** The version that decided, where it is not the snapshot's. */
  readonly policyVersion?: string;
  readonly approverId?: string | null;
  /** Null where routing did not estimate it. */
  readonly difficulty?: number | null;
};

/** Lays findings out as the fields of a record; the one place where they are named. */
export function describeCall(call: OpenedCall, found: Findings, decided: Decision): AdmittedCall {
  const { grant, hints, request, binding, task, target, budget, inspection = NOT_INSPECTED } = found;
  const owner = grant?.owner;
  const facts = request?.facts;
  // All by name: what is taken over by `...` is copied member by member, and the record grows and moves as it goes.
  return {
    callId: call.callId,
    gatewayId: call.gatewayId,
    admittedAtMs: call.openedAtMs,
    keyId: grant?.keyId ?? null,
    personId: owner?.kind === 'person' ? owner.personId : null,
    serviceAccountId: owner?.kind === 'service_account' ? owner.serviceAccountId : null,
    teamId: grant?.teamId ?? null,
    projectId: grant?.projectId ?? null,
    costCentre: grant?.costCentre ?? null,
    lane: grant?.lane ?? null,
    useCaseId: binding?.useCase.id ?? null,
    useCaseSource: binding?.source ?? null,
    tier: binding?.useCase.tier ?? null,
    purpose: hints?.purpose ?? binding?.useCase.purpose ?? null,
    outputDestination: hints?.outputDestination ?? null,
    templateId: hints?.templateId ?? null,
    templateVersion: hints?.templateVersion ?? null,
    workItem: hints?.workItem ?? null,
    branch: hints?.branch ?? null,
    sessionId: task?.sessionId ?? hints?.session ?? facts?.sessionId ?? null,
    taskId: task?.taskId ?? null,
    taskSource: task?.taskSource ?? null,
    conversationHash: task?.conversationHash ?? null,
    prefixHashes: task?.prefixHashes ?? [],
    face: call.face,
    stream: facts?.stream ?? false,
    requestedModel: facts?.model.slice(0, 200) ?? null,
    modelId: found.modelId ?? null,
    upstreamId: target?.upstream.id ?? null,
    upstreamModel: target?.upstreamModel ?? null,
    routeReason: decided.routeReason,
    policyVersion: decided.policyVersion ?? call.policyVersion,
    decision: decided.decision,
    decisionRules: decided.rules,
    approverId: decided.approverId ?? null,
    dataClass: inspection.dataClass,
    declaredDataClass: inspection.declaredDataClass,
    findings: inspection.findings,
    findingsDigest: inspection.findingsDigest,
    obligations: inspection.obligations,
    inspectionFailures: inspection.inspectionFailures,
    shadowDecision: inspection.shadowDecision,
    repeatOf: inspection.repeatOf,
    mediaKinds: inspection.mediaKinds,
    templateApproved: inspection.templateApproved,
    exceptionIds: inspection.exceptionIds,
    heldNanodollars: budget?.heldNanodollars ?? null,
    clampedMaxOutputTokens: budget?.clampedMaxOutputTokens ?? null,
    holds: budget?.holds ?? null,
    budgetWaitMs: budget?.budgetWaitMs ?? null,
    shadowOf: null,
    difficulty: decided.difficulty ?? null,
    requestBytes: request?.raw.byteLength ?? 0,
    messageCount: facts?.turns.length ?? 0,
    toolCount: facts?.toolCount ?? 0,
    maxOutputTokens: facts?.maxOutputTokens ?? null,
    contextTokensEstimated: found.contextTokens ?? 0,
    clientName: hints?.clientName ?? null,
    traceId: call.traceId,
  };
}
