import type { Face, Model, Upstream, UpstreamKind } from '../catalog/upstream.ts';
import { type Refusal, refuse } from '../policy/refusal.ts';

export type ChosenTarget = { readonly upstream: Upstream; readonly upstreamModel: string };

const FACES_OF_KIND: { readonly [K in UpstreamKind]: readonly Face[] } = {
  openai: ['openai-chat', 'openai-responses', 'openai-embeddings'],
  'azure-openai': ['openai-chat', 'openai-responses', 'openai-embeddings'],
  'openai-compatible': ['openai-chat', 'openai-responses', 'openai-embeddings'],
  anthropic: ['anthropic-messages', 'anthropic-count-tokens'],
};

/** The targets of a model that can answer at this face, in the model's own order: first is tried first. */
export function chooseTargets(question: {
  readonly model: Model;
  readonly face: Face;
  readonly upstreams: ReadonlyMap<string, Upstream>;
}): readonly ChosenTarget[] | Refusal {
  const chosen: ChosenTarget[] = [];
  for (const target of question.model.targets) {
    const upstream = question.upstreams.get(target.upstreamId);
    if (upstream === undefined || upstream.status !== 'active') continue;
    if (FACES_OF_KIND[upstream.kind].includes(question.face))
      chosen.push({ upstream, upstreamModel: target.upstreamModel });
  }
  if (chosen.length > 0) return chosen;
  return refuse(
    'no_target',
    `No active upstream serves the model "${question.model.id}" at this API (${question.face}).`,
    ['route.targets'],
  );
}
