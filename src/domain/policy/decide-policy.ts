import { answersAt } from '../catalog/translatable-faces.ts';
import type { Face, Model } from '../catalog/upstream.ts';
import type { UseCase } from '../catalog/use-case.ts';
import type { KeyGrant } from '../identity/key-grant.ts';
import { type Refusal, refuse } from './refusal.ts';

export type PolicyQuestion = {
  readonly grant: KeyGrant;
  readonly useCase: UseCase;
  readonly requestedModel: string;
  readonly model: Model | undefined;
  readonly face: Face;
  /** Whether a model of the catalogue may be called at this face; asked for a refusal alone. */
  readonly speaks: (modelId: string) => boolean;
  readonly storeReachable: boolean;
};

/** A call may go on; `rules` names what let it through. */
export type Allowance = { readonly kind: 'allow'; readonly model: Model; readonly rules: readonly string[] };

/** What let the call through, for its record: the rules before it only refuse. */
const LET_THROUGH_BY: readonly string[] = ['use-case.stack'];

/** Decides one call by rules that a person can read; the first that does not hold refuses, and is named. */
export function decidePolicy(question: PolicyQuestion): Allowance | Refusal {
  const { grant, useCase, model, face } = question;
  if (useCase.status !== 'active') {
    return refuse('use_case_blocked', `The use case "${useCase.id}" is ${useCase.status}. ${owner(useCase)}`, [
      'use-case.active',
    ]);
  }
  if (useCase.lane !== 'both' && useCase.lane !== grant.lane) {
    const why = `The use case "${useCase.id}" belongs to the ${useCase.lane} lane and this key to the ${grant.lane} lane. Use a ${useCase.lane} key.`;
    return refuse('lane_mismatch', why, ['use-case.lane']);
  }
  if (model === undefined) {
    return refuse('model_unknown', `There is no model "${clip(question.requestedModel)}" here. ${cleared(question)}`, [
      'model.known',
    ]);
  }
  if (model.status !== 'active') {
    if (model.workflowOf !== undefined) return workflowBlocked(model);
    return refuse('model_blocked', `The model "${model.id}" is ${model.status}. ${cleared(question)}`, [
      'model.active',
    ]);
  }
  if (!answersAt(model, face)) {
    const why = `The model "${model.id}" does not speak this API (${face}); it speaks ${model.faces.join(', ')}.`;
    return refuse('face_unsupported', why, ['model.face']);
  }
  if (model.workflowOf !== undefined && model.workflowOf !== useCase.id) {
    const why = `"${model.id}" answers calls of the use case "${model.workflowOf}" and not of "${useCase.id}". Name that one.`;
    return refuse('model_not_allowed', why, ['workflow.use-case']);
  }
  if (model.workflowOf === undefined && !useCase.modelStack.includes(model.id)) {
    const why = `The use case "${useCase.id}" may not use the model "${model.id}". ${cleared(question)}`;
    return refuse('model_not_allowed', why, ['use-case.stack']);
  }
  if (!question.storeReachable && useCase.storeAway === 'refuse') {
    const why = `The store is away and the use case "${useCase.id}" (tier ${useCase.tier}) does not run without it. Try again shortly.`;
    return refuse('store_away', why, ['store.reachable']);
  }
  return { kind: 'allow', model, rules: LET_THROUGH_BY };
}

function workflowBlocked({ id, status, workflowOf = '' }: Model): Refusal {
  const why =
    status === 'archived'
      ? `"${id}" is archived.`
      : `"${id}" is blocked, or has changed since the owner of the use case "${workflowOf}" approved it.`;
  return refuse('model_blocked', why, ['workflow.approved']);
}

/** Names only what would be answered here, so that the next call need not be refused again. */
function cleared({ useCase, face, speaks }: PolicyQuestion): string {
  if (useCase.modelStack.length === 0) return `No model is cleared for "${useCase.id}" yet. ${owner(useCase)}`;
  const names = useCase.modelStack.filter((modelId) => speaks(modelId)).slice(0, 8);
  if (names.length > 0) return `Cleared for "${useCase.id}": ${names.join(', ')}.`;
  return `No model that is cleared for "${useCase.id}" speaks this API (${face}). ${owner(useCase)}`;
}

function owner(useCase: UseCase): string {
  return useCase.ownerPersonId === null ? 'Ask your administrator.' : `Ask its owner, ${useCase.ownerPersonId}.`;
}

/** What a client sent is repeated only so far that a person recognises it. */
function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
