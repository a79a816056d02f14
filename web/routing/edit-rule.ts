import type { AnswerOf } from '../../src/contract/routes.ts';
import { namesOf } from '../filters/filter-select.tsx';
import { priceOf } from '../finance/nanodollars-of.ts';
import { ROUTING_WORDS, USE_CASE_ROUTING_WORDS } from '../words/routing-words.ts';

export type UseCase = AnswerOf<'readUseCase'>;
export type Rule = NonNullable<UseCase['routing']>;

/** A rule as its form holds it; parts of a whole are percent there. */
export type RuleTexts = {
  readonly mode: string;
  readonly difficultyMax: string;
  readonly substitutes: boolean;
  readonly latencyFallback: boolean;
  readonly canaryModel: string;
  readonly canaryShare: string;
  readonly shadowShare: string;
  readonly shadowLimit: string;
  readonly agreementMin: string;
  readonly errorRateMax: string;
  readonly templates: string;
};

const WORDS = USE_CASE_ROUTING_WORDS;
const NANODOLLARS = 1e9;
const NUMBER = /^\d{1,3}(?:[.,]\d{1,4})?$/;

export const MODES = namesOf(ROUTING_WORDS.modes);

export function textsOf(rule: Rule | null): RuleTexts {
  return {
    mode: rule?.mode ?? 'observe',
    difficultyMax: String(rule?.difficultyMax ?? 0.35),
    substitutes: rule?.substitutes ?? false,
    latencyFallback: rule?.latencyFallback ?? false,
    canaryModel: rule?.canary?.modelId ?? '',
    canaryShare: percentText(rule?.canary?.share),
    shadowShare: percentText(rule?.shadow?.share),
    shadowLimit: rule?.shadow == null ? '' : String(Number(rule.shadow.dailyLimitNanodollars) / NANODOLLARS),
    agreementMin: percentText(rule?.agreementMin ?? 0.9),
    errorRateMax: percentText(rule?.errorRateMax ?? 0.05),
    templates: Object.entries(rule?.templateModels ?? {})
      .map(([template, model]) => `${template} ${model}`)
      .join('\n'),
  };
}

/** What the texts say, once nothing is wrong with them. */
export function ruleOf(texts: RuleTexts): Rule {
  const limit = priceOf(texts.shadowLimit);
  const { canaryShare, shadowShare } = texts;
  return {
    mode: MODES.find((mode) => mode === texts.mode) ?? 'observe',
    difficultyMax: numberOf(texts.difficultyMax),
    substitutes: texts.substitutes,
    latencyFallback: texts.latencyFallback,
    canary: canaryShare.trim() === '' ? null : { modelId: texts.canaryModel.trim(), share: partOf(canaryShare) },
    shadow: shadowShare.trim() === '' ? null : { share: partOf(shadowShare), dailyLimitNanodollars: limit ?? '0' },
    agreementMin: partOf(texts.agreementMin),
    errorRateMax: partOf(texts.errorRateMax),
    templateModels: Object.fromEntries(templatesOf(texts.templates) ?? []),
  };
}

/** What is wrong, by field; as the form asks for it. */
export const RULE_FAULTS = {
  difficultyMax: (text: string) => (isWithin(text, [0, 1]) ? null : WORDS.notShare),
  canaryModel: (text: string, all: RuleTexts) => bothOrNeither(text, all.canaryShare),
  canaryShare: (text: string, all: RuleTexts) =>
    bothOrNeither(text, all.canaryModel) ??
    (text.trim() === '' || isWithin(text, [0.01, 50]) ? null : WORDS.notPercent('0.01', '50')),
  shadowShare: (text: string, all: RuleTexts) =>
    bothOrNeither(text, all.shadowLimit) ??
    (text.trim() === '' || isWithin(text, [0.01, 100]) ? null : WORDS.notPercent('0.01', '100')),
  shadowLimit: (text: string, all: RuleTexts) =>
    bothOrNeither(text, all.shadowShare) ?? (priceOf(text) === undefined ? WORDS.notAmount : null),
  agreementMin: (text: string) => (isWithin(text, [50, 99]) ? null : WORDS.notPercent('50', '99')),
  errorRateMax: (text: string) => (isWithin(text, [0.5, 50]) ? null : WORDS.notPercent('0.5', '50')),
  templates: (text: string) => (templatesOf(text) === undefined ? WORDS.notTemplates : null),
};

function bothOrNeither(text: string, other: string): string | null {
  return (text.trim() === '') === (other.trim() === '') ? null : WORDS.needsBoth;
}

function isWithin(text: string, [low, high]: readonly [number, number]): boolean {
  return NUMBER.test(text.trim()) && numberOf(text) >= low && numberOf(text) <= high;
}

function numberOf(text: string): number {
  return Number(text.trim().replace(',', '.'));
}

function partOf(text: string): number {
  return Math.round(numberOf(text) * 10_000) / 1_000_000;
}

function percentText(part: number | undefined): string {
  return part === undefined ? '' : String(Math.round(part * 1_000_000) / 10_000);
}

/** Undefined where a line is no template and model. */
function templatesOf(text: string): (readonly [template: string, model: string])[] | undefined {
  const pairs: (readonly [string, string])[] = [];
  for (const line of text.split('\n')) {
    const [template = '', model, ...rest] = line.trim().split(/\s+/);
    if (template === '' && model === undefined) continue;
    if (model === undefined || rest.length > 0) return undefined;
    pairs.push([template, model]);
  }
  return pairs;
}
