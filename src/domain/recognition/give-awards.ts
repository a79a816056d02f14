import { type Award, awardId, type Recipient } from './award.ts';
import { citeAward } from './cite-award.ts';
import { judgePerson, judgeTeam, type MonthlySlices, meanSlice, TEAM_PEOPLE_MIN } from './judge-level.ts';
import type {
  RecognitionCategory,
  RecognitionLevel,
  RecognitionRule,
  RecognitionRuleVersion,
} from './recognition-rule.ts';
import type { Slice } from './slice-score.ts';
import { splitPool } from './split-pool.ts';

/** One person's slices by category, each newest month first. */
export type PersonSlices = {
  readonly personId: string;
  readonly teamId: string;
  readonly byCategory: ReadonlyMap<string, MonthlySlices>;
};

export type MonthFacts = {
  readonly periodId: string;
  readonly formulaVersion: string;
  readonly people: readonly PersonSlices[];
  /** Teams about which enough is known: five people with verified outcomes, and enough of these. */
  readonly teamIds: ReadonlySet<string>;
};

/** An award, and the outcomes that it rests on, each with whose it is. */
export type GivenAward = {
  readonly award: Award;
  readonly evidence: readonly { readonly outcomeId: string; readonly personId: string }[];
};

export type GivenMonth = {
  readonly awards: readonly GivenAward[];
  readonly teamPoints: number;
  readonly personPoints: number;
  readonly left: number;
};

type Reached = {
  readonly recipient: Recipient;
  readonly category: RecognitionCategory;
  readonly level: RecognitionLevel;
  readonly slice: Slice;
};

/**
 * Everything that a month's rule recognises. Whether somebody reaches a level depends on their own score and fixed targets alone;
 * only the points of the pool are shared among those who did. A team's award weighs as much more as it has people.
 */
export function giveAwards(version: RecognitionRuleVersion, facts: MonthFacts, nowMs: number): GivenMonth {
  const { rule } = version;
  const people = facts.people.flatMap((person) => reachedByPerson(rule, person));
  const members = Map.groupBy(facts.people, ({ teamId }) => teamId);
  const teams = [...members].flatMap(([teamId, own]) =>
    facts.teamIds.has(teamId) && own.length >= TEAM_PEOPLE_MIN ? reachedByTeam(rule, teamId, own) : [],
  );
  const weigh = (reached: Reached): { readonly id: string; readonly weight: number } => ({
    id: idOf(facts, reached),
    weight: reached.level.weight * (reached.recipient.kind === 'team' ? reached.recipient.people : 1),
  });
  const pool = { points: rule.poolPoints, teamSharePercent: rule.teamSharePercent };
  const { points, ...split } = splitPool(pool, { teams: teams.map(weigh), people: people.map(weigh) });
  const awards = [...teams, ...people].map((reached): GivenAward => {
    const id = idOf(facts, reached);
    const base = { id, periodId: facts.periodId, formulaVersion: facts.formulaVersion, ruleVersion: version.version };
    const award = awardOf(reached, points.get(id) ?? 0, nowMs);
    return { award: { ...base, ...award }, evidence: evidenceOf(reached) };
  });
  return { awards: awards.sort((one, other) => (one.award.id < other.award.id ? -1 : 1)), ...split };
}

function reachedByPerson(rule: RecognitionRule, { personId, teamId, byCategory }: PersonSlices): readonly Reached[] {
  return rule.categories.flatMap((category) => {
    const months = byCategory.get(category.id) ?? [];
    const [slice] = months;
    const level = judgePerson(category, months);
    if (slice === undefined || level === undefined) return [];
    return [{ recipient: { kind: 'person', personId, teamId }, category, level, slice }];
  });
}

function reachedByTeam(rule: RecognitionRule, teamId: string, own: readonly PersonSlices[]): readonly Reached[] {
  return rule.categories.flatMap((category) => {
    const longest = Math.max(...category.levels.map(({ months }) => months));
    const months = Array.from({ length: longest }, (_, at) =>
      meanSlice(
        own.flatMap(({ byCategory }) => {
          const slice = byCategory.get(category.id)?.[at];
          return slice === undefined ? [] : [slice];
        }),
      ),
    );
    const level = judgeTeam(category, months);
    const [slice] = months;
    if (slice === undefined || level === undefined) return [];
    return [{ recipient: { kind: 'team', teamId, people: own.length }, category, level, slice }];
  });
}

function idOf({ periodId }: MonthFacts, { recipient, category }: Reached): string {
  return awardId({ periodId, recipient, categoryId: category.id });
}

type Fresh = Omit<Award, 'id' | 'periodId' | 'formulaVersion' | 'ruleVersion'>;

function awardOf({ recipient, category, level, slice }: Reached, points: number, nowMs: number): Fresh {
  const people = recipient.kind === 'team' ? recipient.people : null;
  return {
    recipient,
    categoryId: category.id,
    categoryName: category.name,
    givenLevel: level.id,
    level: level.id,
    givenMillipoints: slice.millipoints,
    millipoints: slice.millipoints,
    givenPoints: points,
    points,
    citation: citeAward({ category, level, slice, people }),
    state: 'given',
    givenAtMs: nowMs,
    reviewedAtMs: nowMs,
    changeReason: null,
  };
}

function evidenceOf({ slice }: Reached): GivenAward['evidence'] {
  const byId = new Map(slice.outcomes.map(({ outcomeId, personId }) => [outcomeId, { outcomeId, personId }]));
  return [...byId.values()];
}
