import type { EvidenceGrade } from '../outcome/outcome.ts';

/**
 * What of a score a category is about. Recognition counts nothing that the score does not: what gaming cannot bring there, it
 * cannot bring here.
 *   outcomes   points of impact that came of certain outcomes
 *   reuse      points that came of others' work with one's assets
 *   safety     points of safety and compliance
 */
export type CategorySource =
  | {
      readonly kind: 'outcomes';
      /** Empty: of any type. */
      readonly typeIds: readonly string[];
      readonly lane: 'any' | 'production' | 'exploration';
      readonly grades: readonly EvidenceGrade[];
    }
  | { readonly kind: 'reuse' }
  | { readonly kind: 'safety' };

/** A fixed target, published before the month begins. It is the same for everybody: nobody's level depends on others. */
export type RecognitionLevel = {
  readonly id: string;
  readonly name: string;
  /** Points of a person's score that come of the category's source. */
  readonly points: number;
  /** The same in the mean of a team. */
  readonly teamPoints: number;
  /** Months in a row in which they were reached, the recognised one among them. */
  readonly months: number;
  /** How much of the pool an award of this level gets beside others. */
  readonly weight: number;
};

export type RecognitionCategory = {
  readonly id: string;
  readonly name: string;
  /** What it honours, in one sentence; part of every citation. */
  readonly honours: string;
  readonly from: CategorySource;
  /** So many outcomes, or people who reused something, at least. */
  readonly manyMin: number;
  /** So many claims of the month measured by somebody independent, at least. */
  readonly measuredMin: number;
  /** The lowest first. */
  readonly levels: readonly RecognitionLevel[];
};

/** The rule of recognition: published in versions, readable by everybody. */
export type RecognitionRule = {
  /** Points of recognition that there are for a month. What a point is worth is the organisation's word. */
  readonly poolPoints: number;
  /** What a point means, for instance `a dollar for the team's books`; null: nothing but itself. */
  readonly pointMeans: string | null;
  /** The part of the pool for teams; the rest is for people. */
  readonly teamSharePercent: number;
  /** How far people may show their own recognition. */
  readonly peopleShown: 'nobody' | 'team' | 'organisation';
  /** With less compliance, in percent, nothing is recognised. */
  readonly complianceMinPercent: number;
  readonly categories: readonly RecognitionCategory[];
};

/** One version of the rule, as it was published. */
export type RecognitionRuleVersion = {
  readonly id: string;
  readonly version: number;
  readonly rule: RecognitionRule;
  /** Why it was changed; everybody reads it. */
  readonly note: string;
  /** The first month that it holds for. */
  readonly fromPeriod: string;
  readonly publishedBy: string;
  readonly publishedAtMs: number;
};

export const TEAM_SHARE = { least: 60, usual: 65, most: 70 } as const;
/** More categories than this nobody keeps in mind. */
const CATEGORIES_MAX = 8;
const LEVELS_MAX = 5;
export const MONTHS_MAX = 12;
const POOL_MAX = 1_000_000;

type Steps = readonly (readonly [points: number, teamPoints: number, months: number])[];

const LEVELS: readonly (readonly [id: string, name: string, weight: number])[] = [
  ['bronze', 'Bronze', 1],
  ['silver', 'Silver', 2],
  ['gold', 'Gold', 4],
];

function steps(of: Steps): readonly RecognitionLevel[] {
  return LEVELS.map(([id, name, weight], at) => {
    const [points = 0, teamPoints = 0, months = 1] = of[at] ?? [];
    return { id, name, weight, points, teamPoints, months };
  });
}

const PROVEN: readonly EvidenceGrade[] = ['E1', 'E2', 'E3', 'E4'];

/** What an organisation starts from; it publishes this, or its own. */
export const DEFAULT_RECOGNITION_RULE: RecognitionRule = {
  poolPoints: 1_000,
  pointMeans: null,
  teamSharePercent: TEAM_SHARE.usual,
  peopleShown: 'organisation',
  complianceMinPercent: 90,
  categories: [
    {
      ...{ id: 'safe_experimentation', name: 'Safe experimentation', manyMin: 1, measuredMin: 0 },
      honours: 'Trials within the rules whose lessons and assets others could use.',
      from: { kind: 'outcomes', typeIds: [], lane: 'exploration', grades: PROVEN },
      levels: steps([
        [3, 1.5, 1],
        [6, 3, 1],
        [10, 5, 1],
      ]),
    },
    {
      ...{ id: 'reusable_prompt_design', name: 'Reusable prompt design', manyMin: 3, measuredMin: 0 },
      honours: 'Templates and assets with which others brought their own work to a result.',
      from: { kind: 'reuse' },
      levels: steps([
        [4, 2, 1],
        [8, 4, 1],
        [12, 6, 1],
      ]),
    },
    {
      ...{ id: 'automation', name: 'Automation', manyMin: 1, measuredMin: 0 },
      honours: 'Steps that run by themselves now, and were seen to.',
      from: { kind: 'outcomes', typeIds: ['automation_coverage'], lane: 'production', grades: ['E3', 'E4'] },
      levels: steps([
        [5, 2.5, 1],
        [10, 5, 1],
        [16, 8, 1],
      ]),
    },
    {
      ...{ id: 'policy_adherence', name: 'Policy adherence', manyMin: 0, measuredMin: 0 },
      honours: 'Work that brought something and kept to the rules, month after month.',
      from: { kind: 'safety' },
      levels: steps([
        [27, 24, 1],
        [27, 24, 3],
        [27, 24, 6],
      ]),
    },
    {
      ...{ id: 'measured_savings', name: 'Measured savings', manyMin: 2, measuredMin: 2 },
      honours: 'Value that somebody independent measured, and found.',
      from: { kind: 'outcomes', typeIds: [], lane: 'production', grades: PROVEN },
      levels: steps([
        [10, 6, 1],
        [18, 11, 1],
        [25, 16, 1],
      ]),
    },
  ],
};

/** What is wrong with a rule, in sentences; empty when nothing is. */
export function checkRecognitionRule(rule: RecognitionRule): readonly string[] {
  const { poolPoints, teamSharePercent, complianceMinPercent, categories } = rule;
  const faults: string[] = [];
  if (!isWhole(teamSharePercent, [TEAM_SHARE.least, TEAM_SHARE.most]))
    faults.push(
      `Teams get ${TEAM_SHARE.least} to ${TEAM_SHARE.most} whole percent of recognition; ${teamSharePercent} is outside.`,
    );
  if (!isWhole(poolPoints, [0, POOL_MAX])) faults.push('The pool must be whole points, 0 to 1,000,000.');
  if (!isWhole(complianceMinPercent, [50, 100])) faults.push('The least compliance must be 50 to 100 whole percent.');
  if (categories.length === 0 || categories.length > CATEGORIES_MAX)
    faults.push(`A rule has 1 to ${CATEGORIES_MAX} categories: what nobody keeps in mind moves nobody.`);
  if (new Set(categories.map(({ id }) => id)).size !== categories.length)
    faults.push('Two categories have the same id.');
  return [...faults, ...categories.flatMap(categoryFaults)];
}

function categoryFaults({ id, from, manyMin, measuredMin, levels }: RecognitionCategory): readonly string[] {
  const faults: string[] = [];
  if (levels.length === 0 || levels.length > LEVELS_MAX)
    faults.push(`The category "${id}" must have 1 to ${LEVELS_MAX} levels.`);
  if (new Set(levels.map((level) => level.id)).size !== levels.length)
    faults.push(`Two levels of the category "${id}" have the same id.`);
  if (![manyMin, measuredMin].every((many) => isWhole(many, [0, 1_000])))
    faults.push(`The category "${id}" asks for a number of results that is no whole number from 0 to 1,000.`);
  if (from.kind === 'outcomes' && (from.grades.length === 0 || from.grades.includes('E0')))
    faults.push(`The category "${id}" must name grades of evidence from E1 on: a claim alone is worth nothing.`);
  for (const [at, level] of levels.entries()) faults.push(...levelFaults(id, level, levels[at - 1]));
  return faults;
}

function levelFaults(
  categoryId: string,
  level: RecognitionLevel,
  below: RecognitionLevel | undefined,
): readonly string[] {
  const { id, points, teamPoints, months, weight } = level;
  const faults: string[] = [];
  if (![points, teamPoints].every((amount) => Number.isFinite(amount) && amount > 0 && amount <= 100))
    faults.push(`The level "${id}" of "${categoryId}" must ask for more than 0 and at most 100 points.`);
  if (!isWhole(months, [1, MONTHS_MAX]))
    faults.push(`The level "${id}" of "${categoryId}" must ask for 1 to ${MONTHS_MAX} months.`);
  if (!isWhole(weight, [1, 100])) faults.push(`The level "${id}" of "${categoryId}" must weigh 1 to 100.`);
  if (below !== undefined && !isAbove(level, below))
    faults.push(`The level "${id}" of "${categoryId}" must ask for no less than the one below it, and weigh more.`);
  return faults;
}

function isAbove(level: RecognitionLevel, below: RecognitionLevel): boolean {
  const asksLess = level.points < below.points || level.teamPoints < below.teamPoints || level.months < below.months;
  return !asksLess && level.weight > below.weight;
}

function isWhole(value: number, [least, most]: readonly [number, number]): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** The version that holds for a month: the newest one that was published for it. */
export function ruleFor(
  versions: readonly RecognitionRuleVersion[],
  periodId: string,
): RecognitionRuleVersion | undefined {
  return versions
    .filter(({ fromPeriod }) => fromPeriod <= periodId)
    .toSorted((one, other) => other.version - one.version)
    .at(0);
}
