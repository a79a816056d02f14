import { AUTO_MODEL, activeRouting } from '../../domain/catalog/routing-rule.ts';
import type { Model } from '../../domain/catalog/upstream.ts';
import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import { workflowModelId } from '../../domain/library/workflow.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import type { ApiFamily } from './refusal-shape.ts';

/** A fixed date: a model here has no birthday, and clients only want a number. */
const CREATED_S = 1_767_225_600;
const CREATED_ISO = '2026-01-01T00:00:00Z';

const NONE: NonNullable<Snapshot['workflows']> = new Map();

/** What a client is told of a model. */
export type ListedModel = Pick<Model, 'id' | 'vendor'>;

/** The choice left to the use case, which is called like a model. */
const AUTO: ListedModel = { id: AUTO_MODEL, vendor: 'tokenward' };

/** The models that a key can reach through any of its use cases, by name; `auto` first, where one of them routes. */
export function modelsOf(grant: KeyGrant, snapshot: Snapshot): readonly ListedModel[] {
  const ids = new Set<string>();
  let isRouted = false;
  for (const useCaseId of grant.allowedUseCaseIds) {
    const useCase = snapshot.useCases.get(useCaseId);
    if (useCase?.status !== 'active' || (useCase.lane !== 'both' && useCase.lane !== grant.lane)) continue;
    isRouted ||= activeRouting(useCase) !== null;
    for (const id of useCase.modelStack) ids.add(id);
    // A workflow is called like a model, so it is found like one.
    for (const [id, { workflow }] of snapshot.workflows ?? NONE)
      if (workflow.useCaseId === useCaseId) ids.add(workflowModelId(id));
  }
  const models = [...ids].map((id) => snapshot.models.get(id)).filter((model) => model?.status === 'active');
  const listed = models.filter((model) => model !== undefined).sort((a, b) => (a.id < b.id ? -1 : 1));
  return isRouted && !snapshot.models.has(AUTO_MODEL) ? [AUTO, ...listed] : listed;
}

export function shapeModels(family: ApiFamily, models: readonly ListedModel[]): Readonly<Record<string, unknown>> {
  const data = models.map((model) => shapeModel(family, model));
  switch (family) {
    case 'openai':
      return { object: 'list', data };
    case 'anthropic':
      return { data, has_more: false, first_id: models[0]?.id ?? null, last_id: models.at(-1)?.id ?? null };
  }
}

export function shapeModel(family: ApiFamily, model: ListedModel): Readonly<Record<string, unknown>> {
  switch (family) {
    case 'openai':
      return { id: model.id, object: 'model', created: CREATED_S, owned_by: model.vendor };
    case 'anthropic':
      return { type: 'model', id: model.id, display_name: model.id, created_at: CREATED_ISO };
  }
}
