import { nanodollars } from '../money/nanodollars.ts';
import { drawAudits } from '../outcome/draw-audits.ts';
import type { Outcome } from '../outcome/outcome.ts';
import { type OutcomeType, SEED_OUTCOME_TYPES } from '../outcome/outcome-type.ts';
import type { Adoption, Assignment, Period, ScoredPerson, ScoreFacts, TaskFact } from '../score/facts.ts';
import type { Difficulty, Formula } from '../score/formula.ts';

/** A task of the simulation, with the truth that no score ever sees. */
export type Item = {
  readonly id: string;
  /** The task it is declared to be part of; itself, where of none. */
  readonly rootId: string;
  readonly useCaseId: string;
  readonly difficulty: Difficulty;
  readonly clusterId: string;
  readonly week: number;
  /** What it is truly worth, before cost. */
  readonly trueMicrodollars: number;
  /** Zero: nothing is claimed. */
  readonly claimedMicrodollars: number;
  /** What a measurement would find: the truth, with noise. */
  readonly measurableMicrodollars: number;
  readonly costMicrodollars: number;
  /** How many times the usual price of a token it paid: tokens are cost over this. */
  readonly dearness: number;
  readonly fate: 'holds' | 'reverted' | 'maturing' | 'duplicate';
  /** Null: a system's word. */
  readonly validatorId: string | null;
  readonly unhandledData: number;
  /** Whose assets it says it used. */
  readonly authors: readonly string[];
  /** Whether it says so for their sake: a look at it would tell. */
  readonly isForShow: boolean;
};

/** One person's month: what was done, asked and declined. */
export type Month = {
  readonly person: ScoredPerson;
  readonly items: readonly Item[];
  readonly assignments: readonly Assignment[];
};

export const MONTH_MS = 28 * 86_400_000;
export const PERIOD: Period = { fromMs: MONTH_MS, toMs: 2 * MONTH_MS };
const WEEK_MS = MONTH_MS / 4;

const TYPE: OutcomeType = {
  ...(SEED_OUTCOME_TYPES[0] ?? { id: '', name: '', unit: '', direction: 'more', lane: 'production', maturityDays: 14 }),
  microdollarsPerUnit: 1,
};

type MonthFacts = Omit<ScoreFacts, 'adoptions'> & { readonly adoptions: readonly PlayedAdoption[] };

/** What the engine gets to see of a month: audits are drawn here, by lot, after all claims are made. */
export function toFacts({ person, items, assignments }: Month, formula: Formula, random: () => number): MonthFacts {
  const { personId } = person;
  const auditable = items.filter(({ fate, claimedMicrodollars }) => fate === 'holds' && claimedMicrodollars > 0);
  const candidates = auditable.map(({ id, difficulty, claimedMicrodollars }) => ({
    ...{ outcomeId: id, personId, claimedMicrodollars },
    forcedAboveMicrodollars: formula.references[difficulty].valueMicrodollars * formula.impact.outlierTimes,
  }));
  const audits = new Map(
    drawAudits(candidates, formula.impact.auditPercent, random).map(({ outcomeId, basis }) => [outcomeId, basis]),
  );
  return {
    people: [person],
    assignments,
    breaches: [],
    debts: [],
    tasks: items.map((item) => toTask(item, personId)),
    outcomes: items.flatMap((item) =>
      item.claimedMicrodollars > 0 ? [toOutcome(item, { personId, basis: audits.get(item.id) ?? null })] : [],
    ),
    adoptions: items.flatMap(({ id, rootId, authors, isForShow }) =>
      id === rootId
        ? authors.map((authorId) => toAdoption({ taskId: id, authorId, adopterId: personId, isForShow }))
        : [],
    ),
  };
}

/** What a month was truly worth: what holds, less what it cost, less what others had to clean up. */
export function trueNetOf({ items }: Month): number {
  let net = 0;
  for (const { fate, trueMicrodollars, costMicrodollars } of items)
    net += (fate === 'reverted' ? -trueMicrodollars : trueMicrodollars) - costMicrodollars;
  return net;
}

function toTask(item: Item, personId: string): TaskFact {
  return {
    taskId: item.id,
    rootTaskId: item.rootId,
    personId,
    useCaseId: item.useCaseId,
    difficulty: item.difficulty,
    lane: 'production',
    clusterId: item.clusterId,
    endedAtMs: PERIOD.fromMs + item.week * WEEK_MS,
    costNanodollars: nanodollars(BigInt(item.costMicrodollars) * 1_000n),
    wasteNanodollars: nanodollars(0n),
    findings: { unhandledData: item.unhandledData, unapprovedModels: 0, undocumentedWorkflows: 0 },
  };
}

function toOutcome(
  item: Item,
  { personId, basis }: { readonly personId: string; readonly basis: 'drawn' | 'forced' | null },
): Outcome {
  const states = { holds: 'counted', reverted: 'reverted', maturing: 'maturing', duplicate: 'duplicate' } as const;
  const verifiedAtMs = PERIOD.fromMs + item.week * WEEK_MS;
  return {
    outcomeId: item.id,
    taskId: item.id,
    personId,
    type: TYPE,
    state: states[item.fate],
    grade: basis === null ? 'E3' : 'E4',
    claimedMicrodollars: item.claimedMicrodollars,
    measured: basis === null ? null : { microdollars: item.measurableMicrodollars, basis },
    validatorId: basis === null ? item.validatorId : null,
    verifiedAtMs,
    revertedAtMs: item.fate === 'reverted' ? verifiedAtMs : null,
    evidenceIds: [item.id],
  };
}

type Adopted = Pick<Adoption, 'taskId' | 'authorId' | 'adopterId'> & { readonly isForShow: boolean };

/** Who looks at adoptions is drawn later, for each author: see `lookAtAdoptions`. */
function toAdoption({ isForShow, ...made }: Adopted): PlayedAdoption {
  return {
    ...made,
    adoptionId: `${made.taskId}/${made.authorId}`,
    assetId: `asset-of-${made.authorId}`,
    check: null,
    isForShow,
  };
}

/** An adoption with the truth about it. */
export type PlayedAdoption = Adoption & { readonly isForShow: boolean };

/** Once in so many a look at an honest adoption says that it did not carry. */
const MISJUDGED = 0.03;

/** Looks at the published share of one author's adoptions, rounded up. */
export function lookAtAdoptions(
  adoptions: readonly PlayedAdoption[],
  formula: Formula,
  random: () => number,
): readonly Adoption[] {
  const candidates = adoptions.map(({ adoptionId, authorId }) => ({
    outcomeId: adoptionId,
    personId: authorId,
    claimedMicrodollars: 0,
    forcedAboveMicrodollars: 0,
  }));
  const drawn = new Set(drawAudits(candidates, formula.reuse.auditPercent, random).map(({ outcomeId }) => outcomeId));
  return adoptions.map((adoption) => {
    if (!drawn.has(adoption.adoptionId)) return adoption;
    return { ...adoption, check: adoption.isForShow || random() < MISJUDGED ? 'not_carried' : 'carried' };
  });
}
