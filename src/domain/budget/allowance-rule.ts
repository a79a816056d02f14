import type { Envelope, EnvelopeScope } from './envelope.ts';

/**
 * What a tranche can wait for (requirement B2).
 *   documented_use       the part of calls that name a purpose or a template, 0 to 1
 *   validated_outcomes   how many outcomes somebody else than their claimant validated
 *   cost_per_outcome     what was spent for an outcome's value against what others spend for as much; 1 is as others
 *   clean_compliance     the part of calls that the policy let through unasked, 0 to 1
 *   team_band            where the scores of the last whole month put the team: 1 is the first band, 4 the last
 */
export const ALLOWANCE_INPUTS = [
  'documented_use',
  'validated_outcomes',
  'cost_per_outcome',
  'clean_compliance',
  'team_band',
] as const;
export type AllowanceInput = (typeof ALLOWANCE_INPUTS)[number];

/** A condition over one input: no less than, or no more than. */
export type AllowanceCondition = {
  readonly input: AllowanceInput;
  readonly is: 'at_least' | 'at_most';
  readonly value: number;
};

/** A part of the allowance that is unlocked when all of its conditions hold. */
export type Tranche = {
  readonly id: string;
  readonly name: string;
  /** Of the envelope's hard cap. */
  readonly percentOfCap: number;
  readonly conditions: readonly AllowanceCondition[];
};

/** What the scope of an envelope is named by; `organisation` names nothing. */
export const SCOPE_WORDS = ['organisation', 'team', 'project', 'use_case', 'person', 'lane', 'tag'] as const;
export type ScopeWord = (typeof SCOPE_WORDS)[number];

/**
 * How allowances grow: the base is the envelope's hard cap, granted as each period begins; tranches come on top. A rule is
 * published in versions, shown to everybody, and takes nothing away inside a period.
 */
export type AllowanceRule = {
  /** Envelopes by id, and envelopes whose scope names exactly one of these. */
  readonly envelopeIds: readonly string[];
  readonly scopedBy: readonly ScopeWord[];
  /** Inputs are taken over so many days before the evaluation. */
  readonly windowDays: number;
  /** With fewer calls in that time nothing is said of them. */
  readonly callsMin: number;
  readonly tranches: readonly Tranche[];
};

/** One version of the rule, as it was published. */
export type AllowanceRuleVersion = {
  readonly id: string;
  readonly version: number;
  readonly rule: AllowanceRule;
  /** Why it was changed; everybody reads it. */
  readonly note: string;
  readonly publishedBy: string;
  readonly publishedAtMs: number;
};

const TRANCHES_MAX = 12;
/** All tranches together: an allowance at most grows to three times its base. */
export const PERCENT_MAX = 200;

/** What is wrong with a rule, in sentences; empty when nothing is. */
export function checkAllowanceRule(rule: AllowanceRule): readonly string[] {
  const faults: string[] = [];
  if (rule.envelopeIds.length === 0 && rule.scopedBy.length === 0)
    faults.push('The rule is for no envelope: name ids, or what scopes are named by.');
  if (!isWholeWithin(rule.windowDays, [1, 365])) faults.push('The window must be whole days, 1 to 365.');
  if (!isWholeWithin(rule.callsMin, [1, 1_000_000])) faults.push('The least number of calls must be 1 to 1,000,000.');
  if (rule.tranches.length === 0 || rule.tranches.length > TRANCHES_MAX)
    faults.push(`A rule has 1 to ${TRANCHES_MAX} tranches.`);
  const ids = rule.tranches.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) faults.push('Two tranches have the same id.');
  for (const tranche of rule.tranches) faults.push(...trancheFaults(tranche));
  const percent = rule.tranches.reduce((sum, tranche) => sum + tranche.percentOfCap, 0);
  if (percent > PERCENT_MAX) faults.push(`All tranches together may add at most ${PERCENT_MAX} percent of the cap.`);
  return faults;
}

function trancheFaults({ id, percentOfCap, conditions }: Tranche): readonly string[] {
  const faults: string[] = [];
  if (!isWholeWithin(percentOfCap, [1, PERCENT_MAX]))
    faults.push(`The tranche "${id}" must add a whole percentage from 1 to ${PERCENT_MAX}.`);
  if (conditions.length === 0)
    faults.push(`The tranche "${id}" has no condition: what everybody gets belongs into the cap itself.`);
  for (const { input, value } of conditions) {
    const most = MOST[input];
    if (!(Number.isFinite(value) && value >= 0 && value <= most))
      faults.push(`The tranche "${id}" asks of ${input} what cannot be: a number from 0 to ${most}.`);
  }
  return faults;
}

/** What an input can come to at most. */
const MOST: Readonly<Record<AllowanceInput, number>> = {
  documented_use: 1,
  clean_compliance: 1,
  validated_outcomes: Number.MAX_SAFE_INTEGER,
  cost_per_outcome: Number.MAX_SAFE_INTEGER,
  team_band: 4,
};

function isWholeWithin(value: number, [least, most]: readonly [number, number]): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** Whether a rule is for an envelope. What limits calls at once, or those of a minute or an hour, is no allowance. */
export function isRuledBy(envelope: Pick<Envelope, 'id' | 'scope' | 'unit' | 'period'>, rule: AllowanceRule): boolean {
  if (envelope.unit === 'concurrency' || envelope.period === 'minute' || envelope.period === 'hour') return false;
  if (rule.envelopeIds.includes(envelope.id)) return true;
  const words = scopeWords(envelope.scope);
  const [word = 'organisation'] = words;
  return words.length <= 1 && rule.scopedBy.includes(word);
}

/** What a scope is named by, in the order of `SCOPE_WORDS`; empty for the organisation. */
export function scopeWords(scope: EnvelopeScope): readonly ScopeWord[] {
  const { teamId, projectId, useCaseId, personId, lane, tag } = scope;
  const named = {
    team: teamId,
    project: projectId,
    use_case: useCaseId,
    person: personId,
    lane,
    tag,
    organisation: undefined,
  };
  return SCOPE_WORDS.filter((word) => named[word] !== undefined);
}
