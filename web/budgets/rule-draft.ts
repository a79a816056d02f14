import { slugOf } from '../library/written.ts';
import type { Rule } from './rule-panel.tsx';

export type Input = Rule['tranches'][number]['conditions'][number]['input'];
export type ConditionDraft = {
  readonly key: string;
  readonly input: Input;
  readonly is: 'at_least' | 'at_most';
  /** As people say it: of parts percent. */
  readonly value: number;
};
export type TrancheDraft = {
  readonly key: string;
  /** Null: it is new, and gets one of its name. */
  readonly id: string | null;
  readonly name: string;
  readonly percent: number;
  readonly conditions: readonly ConditionDraft[];
};
/** A rule as its form holds it. */
export type RuleDraft = {
  readonly scopedBy: readonly Rule['scopedBy'][number][];
  readonly envelopeIds: string;
  readonly windowDays: number;
  readonly callsMin: number;
  readonly tranches: readonly TrancheDraft[];
};

const IN_PERCENT: ReadonlySet<Input> = new Set(['documented_use', 'clean_compliance']);

/** What most begin with: documented use, clean compliance, validated impact. */
export const FIRST_RULE: Rule = {
  envelopeIds: [],
  scopedBy: ['team'],
  windowDays: 30,
  callsMin: 20,
  tranches: [
    {
      ...{ id: 'documented', name: 'Documented use', percentOfCap: 10 },
      conditions: [{ input: 'documented_use', is: 'at_least', value: 0.8 }],
    },
    {
      ...{ id: 'clean', name: 'Clean compliance', percentOfCap: 10 },
      conditions: [{ input: 'clean_compliance', is: 'at_least', value: 0.98 }],
    },
    {
      ...{ id: 'impact', name: 'Validated impact', percentOfCap: 30 },
      conditions: [{ input: 'validated_outcomes', is: 'at_least', value: 3 }],
    },
  ],
};

export function draftOf(rule: Rule): RuleDraft {
  return {
    scopedBy: rule.scopedBy,
    envelopeIds: rule.envelopeIds.join(', '),
    windowDays: rule.windowDays,
    callsMin: rule.callsMin,
    tranches: rule.tranches.map(({ id, name, percentOfCap, conditions }) => ({
      ...{ key: id, id, name, percent: percentOfCap },
      conditions: conditions.map(({ input, is, value }, at) => ({
        ...{ key: `${id}-${at}`, input, is },
        value: IN_PERCENT.has(input) ? Math.round(value * 1_000) / 10 : value,
      })),
    })),
  };
}

export function ruleOf(draft: RuleDraft) {
  return {
    scopedBy: [...draft.scopedBy],
    envelopeIds: draft.envelopeIds.split(/[,\s]+/).filter((id) => id !== ''),
    windowDays: draft.windowDays,
    callsMin: draft.callsMin,
    tranches: draft.tranches.map(({ id, name, percent, conditions }) => ({
      ...{ id: id ?? slugOf(name), name: name.trim(), percentOfCap: percent },
      conditions: conditions.map(({ input, is, value }) => ({
        ...{ input, is },
        value: IN_PERCENT.has(input) ? value / 100 : value,
      })),
    })),
  };
}

export function newCondition(): ConditionDraft {
  return { key: crypto.randomUUID(), input: 'documented_use', is: 'at_least', value: 80 };
}

export function newTranche(): TrancheDraft {
  return { key: crypto.randomUUID(), id: null, name: '', percent: 10, conditions: [newCondition()] };
}
