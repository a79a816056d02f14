import type { AnswerOf } from '../../src/contract/routes.ts';
import type { FORMULA_WORDS } from '../words/formula-words.ts';

export type Formula = AnswerOf<'listScoreFormulas'>['inForce']['formula'];
type Unit = 'percent' | 'dollars' | 'points' | 'times' | 'count';

/** One figure of the formula: what it is called, within which bounds it stays, and where it stands. */
export type FormulaFigure = {
  readonly id: keyof (typeof FORMULA_WORDS)['figures'];
  readonly unit: Unit;
  readonly min: number;
  readonly max: number;
  readonly read: (formula: Formula) => number;
  readonly write: (formula: Formula, value: number) => Formula;
};

type Bounds = Pick<FormulaFigure, 'id' | 'unit' | 'min' | 'max'>;
type Group = 'weights' | 'impact' | 'safety' | 'reuse' | 'activity' | 'cap' | 'peers';
type NameIn<In extends Group> = keyof Formula[In];

const MICRODOLLARS = 1_000_000;

const bounds = (id: FormulaFigure['id'], unit: Unit, [min, max]: readonly [number, number]): Bounds => ({
  ...{ id, unit, min, max },
});

function weight(id: FormulaFigure['id'], name: NameIn<'weights'>, range: readonly [number, number]): FormulaFigure {
  return {
    ...bounds(id, 'percent', range),
    read: ({ weights }) => weights[name],
    write: (formula, value) => ({ ...formula, weights: { ...formula.weights, [name]: value } }),
  };
}

function impact(name: NameIn<'impact'>, figure: Bounds): FormulaFigure {
  return {
    ...figure,
    read: (formula) => formula.impact[name],
    write: (formula, value) => ({ ...formula, impact: { ...formula.impact, [name]: value } }),
  };
}

function safety(name: NameIn<'safety'>, id: FormulaFigure['id']): FormulaFigure {
  return {
    ...bounds(id, 'points', [0, 100]),
    read: (formula) => formula.safety[name],
    write: (formula, value) => ({ ...formula, safety: { ...formula.safety, [name]: value } }),
  };
}

function reuse(name: NameIn<'reuse'>, figure: Bounds): FormulaFigure {
  return {
    ...figure,
    read: (formula) => formula.reuse[name],
    write: (formula, value) => ({ ...formula, reuse: { ...formula.reuse, [name]: value } }),
  };
}

function activity(name: NameIn<'activity'>, figure: Bounds): FormulaFigure {
  return {
    ...figure,
    read: (formula) => formula.activity[name],
    write: (formula, value) => ({ ...formula, activity: { ...formula.activity, [name]: value } }),
  };
}

function cap(name: NameIn<'cap'>, figure: Bounds): FormulaFigure {
  return {
    ...figure,
    read: (formula) => formula.cap[name],
    write: (formula, value) => ({ ...formula, cap: { ...formula.cap, [name]: value } }),
  };
}

function peers(name: NameIn<'peers'>, figure: Bounds): FormulaFigure {
  return {
    ...figure,
    read: (formula) => formula.peers[name],
    write: (formula, value) => ({ ...formula, peers: { ...formula.peers, [name]: value } }),
  };
}

type Class = keyof Formula['references'];

function reference(of: Class, name: keyof Formula['references'][Class], id: FormulaFigure['id']): FormulaFigure {
  return {
    ...bounds(id, 'dollars', [0.01, 1_000_000]),
    read: ({ references }) => references[of][name],
    write: (formula, value) => {
      const changed = { ...formula.references[of], [name]: value };
      return { ...formula, references: { ...formula.references, [of]: changed } };
    },
  };
}

/** Every figure in the order in which it is read; bounds as the server checks them. */
export const FORMULA_FIGURES: Readonly<Record<keyof (typeof FORMULA_WORDS)['groups'], readonly FormulaFigure[]>> = {
  weights: [
    weight('weightImpact', 'impact', [30, 80]),
    weight('weightSafety', 'safety', [20, 70]),
    weight('weightReuse', 'reuse', [1, 50]),
    weight('weightActivity', 'activity', [0, 10]),
  ],
  impact: [
    impact('halfwayMicrodollars', bounds('halfwayImpact', 'dollars', [1, 1_000_000])),
    impact('attestedPercent', bounds('attested', 'percent', [0, 100])),
    impact('pairCapPercent', bounds('pairCap', 'percent', [0, 100])),
    impact('outlierTimes', bounds('outlier', 'times', [1, 4])),
    impact('clusterRatioPercent', bounds('cluster', 'percent', [0, 75])),
    impact('auditPercent', bounds('audit', 'percent', [10, 100])),
    impact('overclaimPercent', bounds('overclaim', 'percent', [25, 200])),
    impact('underclaimPercent', bounds('underclaim', 'percent', [25, 100])),
    impact('wasteTimes', bounds('waste', 'times', [1, 100])),
    impact('cleanUpPercent', bounds('cleanUp', 'percent', [100, 300])),
  ],
  safety: [
    safety('unhandledData', 'unhandledData'),
    safety('unapprovedModel', 'unapprovedModel'),
    safety('undocumentedWorkflow', 'undocumented'),
    safety('breach', 'breach'),
    safety('untrained', 'untrained'),
  ],
  reuse: [
    reuse('halfwayAdoptions', bounds('halfwayAdoptions', 'count', [1, 10_000])),
    reuse('adopterOutcomesMax', bounds('adopterMax', 'count', [1, 4])),
    reuse('mutualPercent', bounds('mutual', 'percent', [0, 100])),
    reuse('auditPercent', bounds('reuseAudit', 'percent', [10, 100])),
    reuse('overclaimPercent', bounds('reuseOverclaim', 'percent', [25, 200])),
  ],
  activity: [
    activity('weeks', bounds('weeks', 'count', [1, 5])),
    activity('useCases', bounds('useCases', 'count', [1, 100])),
    activity('wholeMicrodollars', bounds('whole', 'dollars', [1, 1_000_000])),
  ],
  cap: [
    {
      ...bounds('gate', 'points', [1, 100]),
      read: ({ gateImpactPoints }) => gateImpactPoints,
      write: (formula, value) => ({ ...formula, gateImpactPoints: value }),
    },
    cap('fullPercent', bounds('full', 'percent', [1, 100])),
    cap('efficiencyMaxPercent', bounds('efficiencyMax', 'percent', [100, 150])),
    cap('priorPercent', bounds('prior', 'percent', [1, 1_000])),
    cap('priorQualityPercent', bounds('priorQuality', 'percent', [0, 100])),
    peers('peopleMin', bounds('peersMin', 'count', [8, 10_000])),
    peers('tasksMin', bounds('tasksMin', 'count', [1, 1_000_000])),
  ],
  references: [
    reference('easy', 'valueMicrodollars', 'easyValue'),
    reference('easy', 'costMicrodollars', 'easyCost'),
    reference('medium', 'valueMicrodollars', 'mediumValue'),
    reference('medium', 'costMicrodollars', 'mediumCost'),
    reference('hard', 'valueMicrodollars', 'hardValue'),
    reference('hard', 'costMicrodollars', 'hardCost'),
  ],
};

export const EVERY_FIGURE: readonly FormulaFigure[] = Object.values(FORMULA_FIGURES).flat();

/** As a field holds it: dollars, not their millionths. */
export function shownValue({ unit, read }: FormulaFigure, formula: Formula): number {
  return unit === 'dollars' ? read(formula) / MICRODOLLARS : read(formula);
}

export function takeValue({ unit, write }: FormulaFigure, formula: Formula, shown: number): Formula {
  return write(formula, unit === 'dollars' ? Math.round(shown * MICRODOLLARS) : shown);
}

/** A value with its unit. */
export function figureInWords({ unit }: Pick<FormulaFigure, 'unit'>, value: number): string {
  const amount = value.toLocaleString('en', { maximumFractionDigits: 2 });
  switch (unit) {
    case 'percent':
      return `${amount} %`;
    case 'dollars':
      return `$${amount}`;
    case 'points':
      return value === 1 ? '1 point' : `${amount} points`;
    case 'times':
      return `${amount} ×`;
    case 'count':
      return amount;
  }
}
