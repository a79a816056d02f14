import { namesOf } from '../filters/filter-select.tsx';
import { MODEL_WORDS } from '../words/model-words.ts';
import type { Model } from './models-page.tsx';

/** A model as its form holds it. */
export type ModelTexts = {
  readonly id: string;
  readonly vendor: string;
  readonly priceKey: string;
  readonly faces: readonly string[];
  readonly targets: string;
  readonly dataClassMax: string;
  readonly region: string;
  readonly retention: string;
  readonly context: string;
  readonly output: string;
  readonly abilities: readonly string[];
  /** Whether somebody has written down what it can do: then none means none. */
  readonly isDescribed: boolean;
};

export const CLASSES = namesOf(MODEL_WORDS.classes);
export const RETENTIONS = namesOf(MODEL_WORDS.retentions);
export const FACES = namesOf(MODEL_WORDS.faceNames);
export const ABILITIES = namesOf(MODEL_WORDS.abilityNames);

export function textsOf(model: Model | undefined): ModelTexts {
  return {
    id: model?.id ?? '',
    vendor: model?.vendor ?? '',
    priceKey: model?.priceKey ?? '',
    faces: model?.faces ?? ['openai-chat'],
    targets: (model?.targets ?? []).map(({ upstreamId, upstreamModel }) => `${upstreamId} ${upstreamModel}`).join('\n'),
    dataClassMax: model?.clearance.dataClassMax ?? 'internal',
    region: model?.clearance.region ?? '',
    retention: model?.clearance.retention ?? 'unknown',
    context: String(model?.contextTokensMax ?? ''),
    output: String(model?.outputTokensMax ?? ''),
    abilities: model?.abilities ?? [],
    isDescribed: (model?.abilities ?? null) !== null,
  };
}

export function fieldsOf(texts: ModelTexts) {
  const numberOf = (text: string) => (text.trim() === '' ? null : Number(text.trim()));
  const abilities = ABILITIES.filter((name) => texts.abilities.includes(name));
  return {
    vendor: texts.vendor.trim(),
    priceKey: texts.priceKey.trim(),
    faces: FACES.filter((face) => texts.faces.includes(face)),
    targets: targetsOf(texts.targets) ?? [],
    clearance: {
      dataClassMax: CLASSES.find((name) => name === texts.dataClassMax) ?? 'internal',
      region: texts.region.trim() === '' ? null : texts.region.trim(),
      retention: RETENTIONS.find((name) => name === texts.retention) ?? 'unknown',
    },
    contextTokensMax: numberOf(texts.context),
    outputTokensMax: numberOf(texts.output),
    abilities: abilities.length === 0 && !texts.isDescribed ? null : abilities,
  };
}

type Target = Model['targets'][number];

/** Undefined where a line is no upstream and name, or there is none. */
export function targetsOf(text: string): Target[] | undefined {
  const targets: Target[] = [];
  for (const line of text.split('\n')) {
    const parts = line.trim().split(/\s+/);
    if (parts.length === 1 && parts[0] === '') continue;
    const [upstreamId, upstreamModel] = parts;
    if (parts.length !== 2 || upstreamId === undefined || upstreamModel === undefined) return undefined;
    targets.push({ upstreamId, upstreamModel });
  }
  return targets.length === 0 ? undefined : targets;
}
