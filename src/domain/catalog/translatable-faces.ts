import type { Face, Model } from './upstream.ts';

/** The faces between which a request and its answer can be translated, each into each other. */
export const TRANSLATABLE_FACES = ['openai-chat', 'openai-responses', 'anthropic-messages'] as const;
export type TranslatableFace = (typeof TRANSLATABLE_FACES)[number];

export function isTranslatable(face: Face): face is TranslatableFace {
  return TRANSLATABLE_FACES.some((known) => known === face);
}

/** Whether a model can be called at a face: it speaks that API itself, or one from which there is a translation. */
export function answersAt({ faces }: Pick<Model, 'faces'>, face: Face): boolean {
  return faces.includes(face) || (isTranslatable(face) && faces.some(isTranslatable));
}
