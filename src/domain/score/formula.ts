export const PARTS = ['impact', 'safety', 'reuse', 'activity'] as const;
export type Part = (typeof PARTS)[number];

export const DIFFICULTIES = ['easy', 'medium', 'hard'] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];

/** What work of a class usually brings and costs, where too few peers are known to say. */
export type ClassReference = { readonly valueMicrodollars: number; readonly costMicrodollars: number };

/** The published formula of scores, as data. Whole numbers throughout. Every point names the version that made it. */
export type Formula = {
  readonly version: string;
  /** Percent; together 100. */
  readonly weights: Readonly<Record<Part, number>>;
  readonly impact: {
    /** Net value of a period that is worth half of the points. */
    readonly halfwayMicrodollars: number;
    /** What an attested outcome counts of what a system's word counts. */
    readonly attestedPercent: number;
    /** As much as one validator's word can bring one person, in percent of the half-way value. */
    readonly pairCapPercent: number;
    /** So many times what its class usually brings a claim counts until it is measured; above it is always measured. */
    readonly outlierTimes: number;
    /** Of near-identical work, the total above so many times what its class brings counts this much, each further step again. */
    readonly clusterRatioPercent: number;
    /** The share of claims that is measured by lot. */
    readonly auditPercent: number;
    /** What measured claims lacked is taken from the others in proportion, and so much more. */
    readonly overclaimPercent: number;
    /** What measured claims exceeded is given to the others in proportion, and so much less. */
    readonly underclaimPercent: number;
    /** Wasted cost counts so many times. */
    readonly wasteTimes: number;
    /** What work that did not hold costs others, in percent of what it claimed. */
    readonly cleanUpPercent: number;
  };
  readonly safety: {
    /** Points off for each, at no value; divided by one and the value in half-way values. */
    readonly unhandledData: number;
    readonly unapprovedModel: number;
    readonly undocumentedWorkflow: number;
    /** Points off for each breach; half when the person reported it. */
    readonly breach: number;
    readonly untrained: number;
  };
  readonly reuse: {
    /** Adoptions, each the root of an adopter's outcomes in usual outcomes, that are worth half of the points. */
    readonly halfwayAdoptions: number;
    /** No adopter brings more than so many outcomes. */
    readonly adopterOutcomesMax: number;
    /** What comes from people whose work the author reuses too counts no more than this share of what comes from others. */
    readonly mutualPercent: number;
    /** The share of adoptions that is looked at by lot. */
    readonly auditPercent: number;
    /** What did not carry is taken from all adoptions in proportion, and so much more. */
    readonly overclaimPercent: number;
  };
  readonly activity: {
    readonly weeks: number;
    readonly useCases: number;
    /** Verified value that makes a week or a use case count whole. */
    readonly wholeMicrodollars: number;
  };
  /** Safety and activity count in full from so many points of impact on. */
  readonly gateImpactPoints: number;
  readonly cap: {
    /** The score is at most 100 × the weakest of efficiency, quality and compliance ÷ this. */
    readonly fullPercent: number;
    readonly efficiencyMaxPercent: number;
    /** What stands for work that is not known yet, in percent of the half-way value: few data move little. */
    readonly priorPercent: number;
    /** Of work that is not known yet, the share that holds. */
    readonly priorQualityPercent: number;
  };
  readonly peers: { readonly peopleMin: number; readonly tasksMin: number };
  readonly references: Readonly<Record<Difficulty, ClassReference>>;
};

const DOLLAR = 1_000_000;

export const DEFAULT_FORMULA: Formula = {
  version: '1',
  weights: { impact: 40, safety: 30, reuse: 20, activity: 10 },
  impact: {
    halfwayMicrodollars: 1_500 * DOLLAR,
    attestedPercent: 80,
    pairCapPercent: 50,
    outlierTimes: 2,
    clusterRatioPercent: 50,
    auditPercent: 25,
    overclaimPercent: 25,
    underclaimPercent: 50,
    wasteTimes: 2,
    cleanUpPercent: 125,
  },
  safety: { unhandledData: 3, unapprovedModel: 2, undocumentedWorkflow: 1, breach: 30, untrained: 10 },
  reuse: { halfwayAdoptions: 6, adopterOutcomesMax: 3, mutualPercent: 100, auditPercent: 25, overclaimPercent: 25 },
  activity: { weeks: 4, useCases: 3, wholeMicrodollars: 75 * DOLLAR },
  gateImpactPoints: 25,
  cap: { fullPercent: 60, efficiencyMaxPercent: 125, priorPercent: 25, priorQualityPercent: 95 },
  peers: { peopleMin: 8, tasksMin: 40 },
  references: {
    easy: { valueMicrodollars: 30 * DOLLAR, costMicrodollars: 0.4 * DOLLAR },
    medium: { valueMicrodollars: 75 * DOLLAR, costMicrodollars: 1.5 * DOLLAR },
    hard: { valueMicrodollars: 250 * DOLLAR, costMicrodollars: 8 * DOLLAR },
  },
};

/** What is wrong with a formula, in words; empty: it can be used. The bounds are what keeps gaming unprofitable. */
export function checkFormula(formula: Formula): readonly string[] {
  const { weights, impact, reuse, activity, cap, peers, references } = formula;
  const sum = PARTS.reduce((total, part) => total + weights[part], 0);
  const halfways = [impact.halfwayMicrodollars, reuse.halfwayAdoptions, activity.weeks, activity.useCases];
  const amounts = [
    ...halfways,
    activity.wholeMicrodollars,
    formula.gateImpactPoints,
    cap.fullPercent,
    cap.priorPercent,
  ];
  const classes = DIFFICULTIES.flatMap((difficulty) => Object.values(references[difficulty]));
  const rules: readonly (readonly [boolean, string])[] = [
    [sum === 100, `The weights add up to ${sum}, not to 100.`],
    [
      PARTS.every((part) => Number.isInteger(weights[part]) && weights[part] >= 0),
      'A weight is not a whole number of percent.',
    ],
    [
      PARTS.every((part) => part === 'activity' || weights[part] > weights.activity),
      'Activity must have the smallest weight.',
    ],
    [weights.activity <= 10, 'Activity must weigh 10 percent at most.'],
    [weights.impact >= 30, 'Impact must weigh 30 percent at least.'],
    [weights.safety >= 20, 'Safety must weigh 20 percent at least.'],
    [amounts.every((amount) => amount > 0), 'A half-way value, a gate, a cap or a prior is not above zero.'],
    [classes.every((amount) => amount > 0), 'What a class usually brings and costs must be above zero.'],
    [within(impact.auditPercent, { min: 10, max: 100 }), 'The audited share must be 10 to 100 percent.'],
    [
      within(impact.overclaimPercent, { min: 25, max: 200 }),
      'What is taken beyond measured excess must be 25 to 200 percent.',
    ],
    [
      within(impact.underclaimPercent, { min: 25, max: 100 }),
      'What is kept of measured lack must be 25 to 100 percent.',
    ],
    [within(impact.clusterRatioPercent, { min: 0, max: 75 }), 'Repeated work must count 75 percent at most.'],
    [
      within(impact.outlierTimes, { min: 1, max: 4 }),
      'A claim that is not measured must count 1 to 4 times what is usual.',
    ],
    [within(impact.pairCapPercent, { min: 0, max: 100 }), "One validator's word must bring 100 percent at most."],
    [within(impact.attestedPercent, { min: 0, max: 100 }), 'What is attested must count 100 percent at most.'],
    [
      within(impact.cleanUpPercent, { min: 100, max: 300 }),
      'Work that did not hold must cost 100 to 300 percent of its claim.',
    ],
    [impact.wasteTimes >= 1, 'Waste must count at least once.'],
    [within(reuse.mutualPercent, { min: 0, max: 100 }), 'Mutual reuse must count 100 percent of other reuse at most.'],
    [within(reuse.auditPercent, { min: 10, max: 100 }), 'The share of adoptions looked at must be 10 to 100 percent.'],
    [
      within(reuse.overclaimPercent, { min: 25, max: 200 }),
      'What is taken beyond adoptions that did not carry must be 25 to 200 percent.',
    ],
    [within(reuse.adopterOutcomesMax, { min: 1, max: 4 }), 'One adopter must bring 1 to 4 outcomes at most.'],
    [within(cap.efficiencyMaxPercent, { min: 100, max: 150 }), 'Efficiency must be bounded by 100 to 150 percent.'],
    [peers.peopleMin >= 8, 'Peers must be 8 people at least.'],
  ];
  return rules.flatMap(([holds, what]) => (holds ? [] : [what]));
}

function within(amount: number, { min, max }: { readonly min: number; readonly max: number }): boolean {
  return amount >= min && amount <= max;
}
