import type { AllowanceCondition, AllowanceInput, AllowanceRule, Tranche } from './allowance-rule.ts';
import type { EnvelopeUnit } from './envelope.ts';

/** What an input comes to, with the figures behind it in words, or why nobody can say. */
export type MeasuredInput =
  | { readonly kind: 'measured'; readonly value: number; readonly words: string }
  | { readonly kind: 'not_measured'; readonly why: string };

export type AllowanceMeasures = { readonly [Input in AllowanceInput]: MeasuredInput };

/**
 *   unlocked       from now on, for the rest of the period
 *   kept           unlocked earlier in this period; nothing takes it away before the period ends
 *   locked         a condition does not hold
 *   not_measured   a condition asks for what is not measured; that is never taken for met
 */
export type TrancheState = 'unlocked' | 'kept' | 'locked' | 'not_measured';

export type EvaluatedTranche = {
  readonly id: string;
  readonly name: string;
  readonly state: TrancheState;
  /** What it adds to the period's limit: now when unlocked, earlier when kept, or what it would add. */
  readonly amount: bigint;
  /** A sentence for each condition. */
  readonly why: readonly string[];
};

/** What a rule gives an envelope in one period, and why. */
export type AllowanceEvaluation = {
  readonly tranches: readonly EvaluatedTranche[];
  /** The sum of what is unlocked by this evaluation. */
  readonly granted: bigint;
};

/** An evaluation as it was carried out. */
export type KeptEvaluation = AllowanceEvaluation & {
  readonly id: string;
  readonly envelopeId: string;
  readonly periodStartMs: number;
  readonly periodEndMs: number;
  readonly ruleVersion: number;
  readonly evaluatedAtMs: number;
  /** Null: the house, as the period began. */
  readonly evaluatedBy: string | null;
  readonly unit: EnvelopeUnit;
  readonly hardCap: bigint;
};

/** Judges each tranche by itself. What an earlier evaluation of the period unlocked stays, whatever the inputs say now. */
export function evaluateAllowance(asked: {
  readonly rule: AllowanceRule;
  readonly hardCap: bigint;
  readonly measures: AllowanceMeasures;
  /** Amounts by tranche that this period has been given already. */
  readonly given: ReadonlyMap<string, bigint>;
}): AllowanceEvaluation {
  const tranches = asked.rule.tranches.map((tranche): EvaluatedTranche => {
    const judged = tranche.conditions.map((condition) => judge(condition, asked.measures[condition.input]));
    const why = judged.map(({ words }) => words);
    const { id, name } = tranche;
    const kept = asked.given.get(id);
    if (kept !== undefined) return { id, name, state: 'kept', amount: kept, why };
    return { id, name, state: stateOf(judged), amount: amountOf(tranche, asked.hardCap), why };
  });
  const granted = tranches.reduce((sum, { state, amount }) => (state === 'unlocked' ? sum + amount : sum), 0n);
  return { tranches, granted };
}

/** A part of a unit is not given. */
function amountOf({ percentOfCap }: Tranche, hardCap: bigint): bigint {
  return (hardCap * BigInt(percentOfCap)) / 100n;
}

type Judged = { readonly state: TrancheState; readonly words: string };

/** A condition that does not hold says more than one that cannot be judged. */
function stateOf(judged: readonly Judged[]): TrancheState {
  const has = (state: TrancheState): boolean => judged.some((one) => one.state === state);
  if (has('locked')) return 'locked';
  return has('not_measured') ? 'not_measured' : 'unlocked';
}

function judge({ input, is, value }: AllowanceCondition, measured: MeasuredInput): Judged {
  const asked = `${INPUT_WORDS[input]} ${is === 'at_least' ? 'at least' : 'at most'} ${shown(input, value)}`;
  if (measured.kind === 'not_measured') {
    return { state: 'not_measured', words: `${asked}: not measured yet (${measured.why}).` };
  }
  const holds = is === 'at_least' ? measured.value >= value : measured.value <= value;
  const found = `${shown(input, measured.value)} (${measured.words})`;
  return { state: holds ? 'unlocked' : 'locked', words: `${asked}: ${found}, ${holds ? 'holds' : 'does not hold'}.` };
}

export const INPUT_WORDS: Readonly<Record<AllowanceInput, string>> = {
  documented_use: 'Documented use',
  validated_outcomes: 'Validated outcomes',
  cost_per_outcome: 'Cost per outcome against its baseline',
  clean_compliance: 'Clean compliance',
  team_band: 'Band of the team’s scores',
};

function shown(input: AllowanceInput, value: number): string {
  switch (input) {
    case 'documented_use':
    case 'clean_compliance':
      // Rounded down, so that 79.96 % is never shown as the 80 % that it is not.
      return `${Math.floor(value * 1_000) / 10} %`;
    case 'validated_outcomes':
      return String(value);
    case 'team_band':
      return `${value} of 4`;
    case 'cost_per_outcome':
      return `${Math.round(value * 100) / 100} times`;
  }
}
