import { ALLOWANCE_WORDS } from '../words/allowance-words.ts';
import { type ConditionDraft, type RuleDraft, ruleOf } from './rule-draft.ts';

const WORDS = ALLOWANCE_WORDS.faults;
const SLUG = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;
const PERCENT_MAX = 200;

/** What is wrong with a draft, at its fields: those of a part or condition under its key. */
export type RuleFaults = {
  readonly envelopeIds?: string;
  readonly names: ReadonlyMap<string, string>;
  readonly percents: ReadonlyMap<string, string>;
  readonly values: ReadonlyMap<string, string>;
};

export function faultsOfRule(draft: RuleDraft): RuleFaults {
  const { tranches } = draft;
  const asked = ruleOf(draft);
  const unnamed = asked.envelopeIds.find((id) => !SLUG.test(id));
  const ids = asked.tranches.map(({ id }) => id);
  const total = tranches.reduce((sum, { percent }) => sum + percent, 0);
  const last = tranches.at(-1);
  return {
    ...(unnamed === undefined ? {} : { envelopeIds: WORDS.notShortName(unnamed) }),
    names: found(tranches, ({ name }, at) => {
      if (name.trim() === '') return WORDS.noName;
      return ids.indexOf(ids[at] ?? '') < at ? WORDS.sameName : undefined;
    }),
    percents: new Map(total > PERCENT_MAX && last !== undefined ? [[last.key, WORDS.tooMuch(total)]] : []),
    values: found(
      tranches.flatMap(({ conditions }) => conditions),
      faultOfValue,
    ),
  };
}

export function isSound({ envelopeIds, names, percents, values }: RuleFaults): boolean {
  return envelopeIds === undefined && names.size + percents.size + values.size === 0;
}

function found<Part extends { readonly key: string }>(
  parts: readonly Part[],
  faultOf: (part: Part, at: number) => string | undefined,
): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  for (const [at, part] of parts.entries()) {
    const fault = faultOf(part, at);
    if (fault !== undefined) faults.set(part.key, fault);
  }
  return faults;
}

function faultOfValue({ input, value }: ConditionDraft): string | undefined {
  switch (input) {
    case 'documented_use':
    case 'clean_compliance':
      return value > 100 ? WORDS.percent : undefined;
    case 'team_band':
      return value >= 1 && value <= 4 ? undefined : WORDS.band;
    case 'validated_outcomes':
    case 'cost_per_outcome':
      return undefined;
  }
}
