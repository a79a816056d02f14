import type { RequestOf } from '../../src/client/operation-request.ts';
import { dollars } from '../figures/money.ts';
import { namesOf } from '../filters/filter-select.tsx';
import { decimalOf, priceOf } from '../finance/nanodollars-of.ts';
import { USE_CASE_PAGE_WORDS, USE_CASE_WORDS } from '../words/use-case-words.ts';
import { CLASSES, type UseCase } from './use-case-states.ts';

/** A use case as its form holds it. */
export type UseCaseTexts = {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly purpose: string;
  readonly expectedValue: string;
  readonly owner: string;
  readonly tier: string;
  readonly lane: string;
  readonly models: string;
  readonly templates: string;
  readonly classes: readonly string[];
  readonly spendLimit: string;
  readonly expectedOutput: string;
  readonly maxOutput: string;
  readonly logging: string;
  readonly approvals: string;
  readonly storeAway: string;
};

export type UseCaseFields = NonNullable<RequestOf<'changeUseCase'>['body']>;

export const TIERS = [1, 2, 3] as const;
export const LANES = namesOf(USE_CASE_WORDS.lanes);
export const LOGGINGS = namesOf(USE_CASE_WORDS.loggings);
export const STORE_AWAYS = namesOf(USE_CASE_PAGE_WORDS.storeAways);

export function textsOf(useCase: UseCase | undefined): UseCaseTexts {
  return {
    id: useCase?.id ?? '',
    name: useCase?.name ?? '',
    category: useCase?.category ?? 'other',
    purpose: useCase?.purpose ?? '',
    expectedValue: useCase?.expectedValue ?? '',
    owner: useCase?.ownerPersonId ?? '',
    tier: String(useCase?.tier ?? 1),
    lane: useCase?.lane ?? 'both',
    models: (useCase?.modelStack ?? []).join(', '),
    templates: (useCase?.approvedTemplateIds ?? []).join(', '),
    classes: useCase?.allowedDataClasses ?? ['public', 'internal'],
    spendLimit: useCase?.spendLimitNanodollars == null ? '' : decimalOf(useCase.spendLimitNanodollars),
    expectedOutput: String(useCase?.expectedOutputTokens ?? ''),
    maxOutput: String(useCase?.maxOutputTokens ?? ''),
    logging: useCase?.loggingRule ?? 'none',
    approvals: (useCase?.requiredApprovals ?? []).join(', '),
    storeAway: useCase?.storeAway ?? 'refuse',
  };
}

/** What the texts say; members that have no field are left out, and so stay as they are. */
export function fieldsOf(texts: UseCaseTexts) {
  const optional = (text: string) => (text.trim() === '' ? null : text.trim());
  const tokens = (text: string) => (text.trim() === '' ? null : Number(text.trim()));
  return {
    name: texts.name.trim(),
    category: texts.category.trim(),
    purpose: texts.purpose.trim(),
    expectedValue: texts.expectedValue.trim(),
    ownerPersonId: optional(texts.owner),
    tier: TIERS.find((tier) => String(tier) === texts.tier) ?? 3,
    lane: LANES.find((lane) => lane === texts.lane) ?? 'both',
    modelStack: parts(texts.models),
    approvedTemplateIds: parts(texts.templates),
    allowedDataClasses: CLASSES.filter((name) => texts.classes.includes(name)),
    spendLimitNanodollars: priceOf(texts.spendLimit) ?? null,
    expectedOutputTokens: tokens(texts.expectedOutput),
    maxOutputTokens: tokens(texts.maxOutput),
    loggingRule: LOGGINGS.find((name) => name === texts.logging) ?? 'none',
    requiredApprovals: parts(texts.approvals),
    storeAway: STORE_AWAYS.find((name) => name === texts.storeAway) ?? 'refuse',
  } satisfies UseCaseFields;
}

const LABELS: Readonly<Record<keyof ReturnType<typeof fieldsOf>, string>> = {
  name: USE_CASE_WORDS.name,
  category: USE_CASE_PAGE_WORDS.category,
  purpose: USE_CASE_PAGE_WORDS.purpose,
  expectedValue: USE_CASE_PAGE_WORDS.expectedValue,
  ownerPersonId: USE_CASE_WORDS.owner,
  tier: USE_CASE_WORDS.tier,
  lane: USE_CASE_WORDS.lane,
  modelStack: USE_CASE_PAGE_WORDS.models,
  approvedTemplateIds: USE_CASE_PAGE_WORDS.templates,
  allowedDataClasses: USE_CASE_PAGE_WORDS.classes,
  spendLimitNanodollars: USE_CASE_PAGE_WORDS.spendLimit,
  expectedOutputTokens: USE_CASE_PAGE_WORDS.expectedOutput,
  maxOutputTokens: USE_CASE_PAGE_WORDS.maxOutput,
  loggingRule: USE_CASE_WORDS.logging,
  requiredApprovals: USE_CASE_PAGE_WORDS.approvals,
  storeAway: USE_CASE_PAGE_WORDS.storeAway,
};

export type FieldDifference = { readonly label: string; readonly before: string; readonly after: string };

/** Which members a form would change, in words. */
export function differencesOf({ before, after }: { readonly before: UseCaseTexts; readonly after: UseCaseTexts }) {
  const [old, fresh] = [fieldsOf(before), fieldsOf(after)];
  return namesOf(LABELS).flatMap((name): FieldDifference[] => {
    const [was, is] = [inWords(name, old[name]), inWords(name, fresh[name])];
    return was === is ? [] : [{ label: LABELS[name], before: was, after: is }];
  });
}

function inWords(name: keyof typeof LABELS, value: unknown): string {
  if (name === 'spendLimitNanodollars') return value === null ? '' : dollars(String(value));
  if (Array.isArray(value)) return value.join(', ');
  return value === null ? '' : String(value);
}

function parts(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
