import { isTranslatable, type TranslatableFace } from '../catalog/translatable-faces.ts';
import type { Face, Model, Upstream, UpstreamKind } from '../catalog/upstream.ts';
import { type Refusal, refuse } from '../policy/refusal.ts';

export type ChosenTarget = {
  readonly upstream: Upstream;
  readonly upstreamModel: string;
  /** From the API that was called into the one that this upstream speaks; null: they are one. */
  readonly translate: { readonly from: TranslatableFace; readonly to: TranslatableFace } | null;
};

const FACES_OF_KIND: { readonly [K in UpstreamKind]: readonly Face[] } = {
  openai: ['openai-chat', 'openai-responses', 'openai-embeddings'],
  'azure-openai': ['openai-chat', 'openai-responses', 'openai-embeddings'],
  'openai-compatible': ['openai-chat', 'openai-responses', 'openai-embeddings'],
  anthropic: ['anthropic-messages', 'anthropic-count-tokens'],
};

/** Into which API a call is translated, the best first: chat completions are what most hosts speak. */
const TRANSLATED_INTO: { readonly [F in TranslatableFace]: readonly TranslatableFace[] } = {
  'openai-chat': ['openai-responses', 'anthropic-messages'],
  'openai-responses': ['openai-chat', 'anthropic-messages'],
  'anthropic-messages': ['openai-chat', 'openai-responses'],
};

/**
 * The targets of a model that can answer at this face, in the model's own order: first is tried first. Those that speak its
 * API go before those that need a translation, which can say less.
 */
export function chooseTargets(question: {
  readonly model: Model;
  readonly face: Face;
  readonly upstreams: ReadonlyMap<string, Upstream>;
}): readonly ChosenTarget[] | Refusal {
  const { model, face } = question;
  const chosen: ChosenTarget[] = [];
  let translated: ChosenTarget[] | undefined;
  for (const { upstreamId, upstreamModel } of model.targets) {
    const upstream = question.upstreams.get(upstreamId);
    if (upstream === undefined || upstream.status !== 'active') continue;
    const spoken = FACES_OF_KIND[upstream.kind];
    if (spoken.includes(face) && model.faces.includes(face)) {
      chosen.push({ upstream, upstreamModel, translate: null });
    } else if (isTranslatable(face)) {
      const to = TRANSLATED_INTO[face].find((other) => spoken.includes(other) && model.faces.includes(other));
      if (to === undefined) continue;
      translated ??= [];
      translated.push({ upstream, upstreamModel, translate: { from: face, to } });
    }
  }
  if (translated !== undefined) chosen.push(...translated);
  if (chosen.length > 0) return chosen;
  return refuse('no_target', `No active upstream serves the model "${model.id}" at this API (${face}).`, [
    'route.targets',
  ]);
}
