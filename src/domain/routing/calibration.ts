/** What was seen of one comparison: the score that its request had, and whether the two answers agreed. */
export type Observation = { readonly raw: number; readonly agreed: boolean };

/** A point of the curve: at this score, this part of answers did not agree. */
export type CalibrationPoint = { readonly raw: number; readonly risk: number };

/** Turns scores into risks for one model beside one reference in one use case. Data, with a version. */
export type Calibration = {
  readonly version: number;
  readonly method: 'isotonic' | 'platt';
  /** Rising in both members; at least two. Between two points the line holds, outside the nearest point. */
  readonly points: readonly CalibrationPoint[];
  readonly observations: number;
  /** Mean squared error of the risk: what the score itself had, and what the curve has on observations it did not see. */
  readonly brierRaw: number;
  readonly brierCalibrated: number;
};

/** Fewer comparisons than these calibrate nothing. */
export const OBSERVATIONS_MIN = 50;
/** From here on the curve may have any rising shape; below, two numbers are all that the data can carry. */
export const ISOTONIC_MIN = 400;

const FOLDS = 5;
const PLATT_POINTS = 21;
const ROUNDS_MAX = 50;
const STEP_PART_MIN = 1e-6;

/** The risk that the answers would not agree. Never 0 or 1: nothing is certain from a sample. */
export function applyCalibration({ points }: Pick<Calibration, 'points'>, raw: number): number {
  let before = points[0];
  if (before === undefined || raw <= before.raw) return before?.risk ?? raw;
  for (const point of points) {
    if (raw <= point.raw) {
      const span = point.raw - before.raw;
      return span <= 0 ? point.risk : before.risk + ((point.risk - before.risk) * (raw - before.raw)) / span;
    }
    before = point;
  }
  return before.risk;
}

/**
 * Fits a curve to what was seen: Platt's two numbers below 400 comparisons, isotonic regression from there on. Null below
 * 50, or where all agreed or none: a curve of one kind of outcome says nothing. The figures are from five folds, so that a
 * curve is judged by observations that it was not made from.
 */
export function fitCalibration(observations: readonly Observation[], version: number): Calibration | null {
  const agreed = observations.filter((each) => each.agreed).length;
  if (observations.length < OBSERVATIONS_MIN || agreed === 0 || agreed === observations.length) return null;
  const method = observations.length >= ISOTONIC_MIN ? 'isotonic' : 'platt';
  return {
    version,
    method,
    points: fitPoints(observations, method),
    observations: observations.length,
    brierRaw: brier(observations, (raw) => raw),
    brierCalibrated: foldedBrier(observations, method),
  };
}

function fitPoints(observations: readonly Observation[], method: Calibration['method']): readonly CalibrationPoint[] {
  return method === 'isotonic' ? fitIsotonic(observations) : fitPlatt(observations);
}

type Pool = { readonly rawSum: number; readonly risks: number; readonly count: number };

/** Fewer comparisons in one pool say too little: a curve of single outcomes would begin with a jump. */
const POOL_COUNT_MIN = 20;
const POOLS_MAX = 50;

/** Pool adjacent violators; each pool becomes one point at its mean score, with one imagined outcome of each kind. */
function fitIsotonic(observations: readonly Observation[]): readonly CalibrationPoint[] {
  const pools: Pool[] = [];
  for (let pool of cutIntoPools(observations)) {
    for (;;) {
      const before = pools.at(-1);
      if (before === undefined || before.risks * pool.count < pool.risks * before.count) break;
      pools.pop();
      pool = {
        rawSum: before.rawSum + pool.rawSum,
        risks: before.risks + pool.risks,
        count: before.count + pool.count,
      };
    }
    pools.push(pool);
  }
  const points: CalibrationPoint[] = [];
  for (const { rawSum, risks, count } of pools) {
    // The imagined outcomes can turn a small pool below the one before it; the curve still never falls.
    const risk = Math.max(points.at(-1)?.risk ?? 0, (risks + 1) / (count + 2));
    points.push({ raw: rawSum / count, risk });
  }
  return points.length > 1 ? points : [...points, ...points.map(({ risk }) => ({ raw: 1, risk }))];
}

/**
 * Two numbers on the logit, by Newton's method on smoothed targets (Platt 1999), each step halved until it helps (Lin, Lin and
 * Weng 2007). A slope that falls is made flat: a higher score is never less risk.
 */
function fitPlatt(observations: readonly Observation[]): readonly CalibrationPoint[] {
  const disagreed = observations.filter(({ agreed }) => !agreed).length;
  const flat = { slope: 0, offset: logit((disagreed + 1) / (observations.length + 2)) };
  const targets = { high: (disagreed + 1) / (disagreed + 2), low: 1 / (observations.length - disagreed + 2) };
  let line: Line = flat;
  let loss = lossOf(observations, line, targets);
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const step = newtonStep(observations, { ...line, ...targets });
    const better = halveUntilBetter(step, line, (tried) => lossOf(observations, tried, targets) < loss);
    if (better === null) break;
    line = better;
    loss = lossOf(observations, line, targets);
  }
  const { slope, offset } = line.slope < 0 ? flat : line;
  const lowest = 1 / (observations.length + 2);
  return Array.from({ length: PLATT_POINTS }, (_, at) => {
    const raw = at / (PLATT_POINTS - 1);
    return { raw, risk: Math.min(1 - lowest, Math.max(lowest, sigmoid(slope * logit(raw) + offset))) };
  });
}

/** In the order of the score; the last pool takes what is left over. */
function cutIntoPools(observations: readonly Observation[]): readonly Pool[] {
  const sorted = observations.toSorted((one, other) => one.raw - other.raw);
  const size = Math.max(POOL_COUNT_MIN, Math.ceil(sorted.length / POOLS_MAX));
  const pools: Pool[] = [];
  for (let start = 0; start < sorted.length; ) {
    const end = sorted.length - start < 2 * size ? sorted.length : start + size;
    const inside = sorted.slice(start, end);
    const rawSum = inside.reduce((sum, { raw }) => sum + raw, 0);
    pools.push({ rawSum, risks: inside.filter(({ agreed }) => !agreed).length, count: inside.length });
    start = end;
  }
  return pools;
}

type Line = { readonly slope: number; readonly offset: number };
type Targets = { readonly high: number; readonly low: number };

function halveUntilBetter(step: Line, from: Line, isBetter: (tried: Line) => boolean): Line | null {
  for (let part = 1; part > STEP_PART_MIN; part /= 2) {
    const tried = { slope: from.slope - part * step.slope, offset: from.offset - part * step.offset };
    if (isBetter(tried)) return tried;
  }
  return null;
}

/** Cross-entropy against the smoothed targets. */
function lossOf(observations: readonly Observation[], { slope, offset }: Line, { high, low }: Targets): number {
  let loss = 0;
  for (const { raw, agreed } of observations) {
    const target = agreed ? low : high;
    const risk = Math.min(1 - 1e-12, Math.max(1e-12, sigmoid(slope * logit(raw) + offset)));
    loss -= target * Math.log(risk) + (1 - target) * Math.log(1 - risk);
  }
  return loss;
}

function newtonStep(observations: readonly Observation[], at: Line & Targets): Line {
  let [gradientSlope, gradientOffset] = [0, 0];
  // A little ridge keeps the step finite where scores hardly differ.
  let [slopeSlope, slopeOffset, offsetOffset] = [1e-6, 0, 1e-6];
  for (const { raw, agreed } of observations) {
    const x = logit(raw);
    const risk = sigmoid(at.slope * x + at.offset);
    const error = risk - (agreed ? at.low : at.high);
    const weight = Math.max(1e-9, risk * (1 - risk));
    gradientSlope += error * x;
    gradientOffset += error;
    slopeSlope += weight * x * x;
    slopeOffset += weight * x;
    offsetOffset += weight;
  }
  const determinant = slopeSlope * offsetOffset - slopeOffset * slopeOffset;
  return {
    slope: (offsetOffset * gradientSlope - slopeOffset * gradientOffset) / determinant,
    offset: (slopeSlope * gradientOffset - slopeOffset * gradientSlope) / determinant,
  };
}

function foldedBrier(observations: readonly Observation[], method: Calibration['method']): number {
  let sum = 0;
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const unseen = observations.filter((_, at) => at % FOLDS === fold);
    const points = fitPoints(
      observations.filter((_, at) => at % FOLDS !== fold),
      method,
    );
    sum += brier(unseen, (raw) => applyCalibration({ points }, raw)) * unseen.length;
  }
  return sum / observations.length;
}

function brier(observations: readonly Observation[], riskOf: (raw: number) => number): number {
  let sum = 0;
  for (const { raw, agreed } of observations) sum += (riskOf(raw) - (agreed ? 0 : 1)) ** 2;
  return sum / observations.length;
}

function logit(raw: number): number {
  const inside = Math.min(0.999, Math.max(0.001, raw));
  return Math.log(inside / (1 - inside));
}

function sigmoid(points: number): number {
  return 1 / (1 + Math.exp(-points));
}
