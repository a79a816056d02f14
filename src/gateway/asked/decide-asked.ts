import type { Face, Model } from '../../domain/catalog/upstream.ts';
import type { FindingType } from '../../domain/detection/finding-types.ts';
import { createNaming, type NamePlaceholder } from '../../domain/detection/placeholder.ts';
import { bindUseCase, type UseCaseBinding } from '../../domain/policy/bind-use-case.ts';
import { type CallDecision, decideCall } from '../../domain/policy/decide-call.ts';
import { decidePolicy } from '../../domain/policy/decide-policy.ts';
import type { GrantedApproval } from '../../domain/policy/granted-approval.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/policy/refusal.ts';
import { nameConversationOwner } from '../../domain/task/conversation.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import type { RequestFindings } from '../inspection/find-in-request.ts';
import { type GatheredFacts, gatherFacts, rowsOf } from '../inspection/gather-facts.ts';
import { nameServingModel } from '../routing/name-serving-model.ts';
import { checkSuspension, isSuspended } from '../stages/check-suspension.ts';
import { exceptionFacts } from '../stages/exception-facts.ts';
import { findOpenings } from '../stages/find-openings.ts';
import type { Hints } from '../stages/read-hints.ts';
import type { AskedCall, AskedHouse } from './asked-house.ts';
import { findInTexts } from './find-in-texts.ts';

/** What inspection found and policy says of a call that somebody else would make. */
export type AskedJudgement = {
  readonly kind: 'judged';
  readonly asked: AskedCall;
  readonly hints: Hints;
  readonly binding: UseCaseBinding;
  readonly model: Model;
  readonly findings: RequestFindings;
  readonly gathered: GatheredFacts;
  readonly decision: CallDecision;
  readonly approval: GrantedApproval | null;
  readonly approvalId: string;
  readonly findingsDigest: string | null;
  readonly name: NamePlaceholder;
  readonly rowOf: (type: string) => FindingType;
  /** A detector did not do its work, and this call does not go on without it. */
  readonly uninspected: boolean;
};

/** A call that went no further than its key, use case or model. */
export type AskedStop = {
  readonly kind: 'stopped';
  readonly refusal: Refusal;
  readonly hints: Hints;
  readonly binding: UseCaseBinding | null;
};

/** Decides as the gateway would, by the same snapshot, inspector and policy; nothing is stored and nobody is asked. */
export function decideAsked(house: AskedHouse, asked: AskedCall): AskedJudgement | AskedStop {
  const snapshot = house.snapshots.current();
  const nowMs = house.clock.nowMs();
  const hints = hintsOf(asked);
  const bound = bind(snapshot, { asked, hints, nowMs });
  if (isRefusal(bound)) return { kind: 'stopped', refusal: bound, hints, binding: null };
  const binding = asked.model === null ? withFirstModel(bound, snapshot) : withServingModel(bound, snapshot);
  const stop = (refusal: Refusal): AskedStop => ({ kind: 'stopped', refusal, hints, binding });
  const suspended = checkSuspension(snapshot, { grant: asked.grant, hints, binding }, nowMs);
  if (suspended !== null) return stop(suspended);
  const face = faceOf(snapshot.models.get(binding.model));
  const serves = (modelId: string): boolean => {
    const model = snapshot.models.get(modelId);
    return model?.status === 'active' && !isSuspended(snapshot, model, nowMs);
  };
  const allowance = decidePolicy({
    grant: asked.grant,
    useCase: binding.useCase,
    requestedModel: binding.model,
    model: snapshot.models.get(binding.model),
    face,
    speaks: serves,
    storeReachable: house.snapshots.storeReachable(),
  });
  if (isRefusal(allowance)) return stop(allowance);
  return judge(house, { asked, hints, binding, model: allowance.model, snapshot, serves });
}

function judge(
  house: AskedHouse,
  known: Pick<AskedJudgement, 'asked' | 'hints' | 'binding' | 'model'> & {
    readonly snapshot: Snapshot;
    readonly serves: (modelId: string) => boolean;
  },
): AskedJudgement {
  const { asked, hints, binding, model, snapshot, serves } = known;
  const { useCase } = binding;
  const nowMs = house.clock.nowMs();
  const inspector = house.inspector();
  const { cleanUnits, bytesDigest } = house;
  const tools = { inspector, cleanUnits, bytesDigest, nowMonotonicMs: house.clock.monotonicMs() };
  const findings = findInTexts(tools, asked);
  const digestOf = digestWithin(house, asked);
  const findingsDigest = findings.contents.length === 0 ? null : digestOf(`found\n${findings.contents.join('\n')}`);
  const approvalId = `approval-${digestOf(`approval\n${useCase.id}\n${findingsDigest ?? model.id}`).slice(0, 24)}`;
  const granted = snapshot.approvals?.get(approvalId);
  const approval = granted === undefined || granted.expiresAtMs <= nowMs ? null : granted;
  const rowOf = rowsOf(inspector);
  const gathered = gatherFacts({
    ...{ grant: asked.grant, hints, useCase, model, findings, rowOf },
    time: house.localTime(nowMs),
    exceptionIds: exceptionFacts(binding, approval),
    templates: snapshot.templates,
  });
  const decision = decideCall({
    ...{ policies: snapshot.policies, facts: gathered.facts, useCase, models: snapshot.models },
    speaks: serves,
    allowedUseCases: () => asked.grant.allowedUseCaseIds.flatMap((id) => snapshot.useCases.get(id) ?? []),
  });
  const { dataClass } = gathered.facts;
  const mustBeInspected = useCase.tier >= 2 || dataClass === 'confidential' || dataClass === 'restricted';
  return {
    ...{ kind: 'judged', asked, hints, binding, model, findings, gathered, decision, approval, approvalId },
    ...{ findingsDigest, rowOf },
    name: createNaming(digestOf),
    uninspected: findings.failures.length > 0 && mustBeInspected,
  };
}

/** Digests that hold within one conversation of one owner. */
function digestWithin(house: AskedHouse, { grant, conversation, texts }: AskedCall): (text: string) => string {
  const root = house.sha256(
    JSON.stringify([nameConversationOwner(grant), conversation, conversation ?? texts[0] ?? '']),
  );
  return (text) => house.protectionDigest(`${root}\n${text}`);
}

function bind(
  snapshot: Snapshot,
  { asked, hints, nowMs }: { readonly asked: AskedCall; readonly hints: Hints; readonly nowMs: number },
): UseCaseBinding | Refusal {
  const { grant, model } = asked;
  return bindUseCase({
    grant,
    useCases: snapshot.useCases,
    header: hints.useCase,
    model: model ?? '',
    isModel: (name) => snapshot.models.has(name),
    openingsOf: findOpenings(snapshot, grant, nowMs),
  });
}

/** For `auto` the reference is judged: what routing may choose below it, policy must allow just so. */
function withServingModel(binding: UseCaseBinding, snapshot: Snapshot): UseCaseBinding {
  const face = 'openai-chat';
  const model = nameServingModel(snapshot, binding, { face, speaks: (asked) => asked?.status === 'active' });
  return model === binding.model ? binding : { ...binding, model };
}

function withFirstModel(binding: UseCaseBinding, { models }: Snapshot): UseCaseBinding {
  const first = binding.useCase.modelStack.find((id) => models.get(id)?.status === 'active');
  return { ...binding, model: first ?? '' };
}

/** Whoever asks speaks an API of their own: any that the model speaks will do. */
function faceOf(model: Model | undefined): Face {
  return model?.faces[0] ?? 'openai-chat';
}

function hintsOf({ useCaseId, templateId, dataClass, purpose, clientName, conversation }: AskedCall): Hints {
  const at = templateId?.lastIndexOf('@') ?? -1;
  return {
    kind: 'hints',
    useCase: useCaseId,
    purpose,
    outputDestination: null,
    task: null,
    session: conversation,
    templateId: at > 0 ? (templateId?.slice(0, at) ?? null) : templateId,
    templateVersion: at > 0 ? (templateId?.slice(at + 1) ?? null) : null,
    workItem: null,
    branch: null,
    clientName,
    dataClass,
  };
}

/** The refusal of a text that could not be inspected. */
export function refuseUnasked({ findings, binding }: AskedJudgement): Refusal {
  const names = findings.failures.slice(0, 5).join(', ');
  const why = `This could not be inspected (${names}), and content of "${binding.useCase.id}" does not leave uninspected.`;
  return refuse('inspection_failed', why, ['inspection.closed']);
}
