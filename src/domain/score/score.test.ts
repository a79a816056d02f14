import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareScores } from './compare-scores.ts';
import { bounded } from './credit-value.ts';
import { dollarsInWords, leavesOf, sharePoints } from './explanation.ts';
import type { ScoreFacts } from './facts.ts';
import { findDoubts } from './find-doubts.ts';
import { checkFormula, DEFAULT_FORMULA, type Formula } from './formula.ts';
import { outcomeOf, PERIOD, taskFact } from './score-facts.fixture.ts';
import { scorePeople } from './score-people.ts';
import type { Score } from './score-person.ts';
import { shrinkScores } from './shrink-scores.ts';
import { type Band, bandTeams } from './team-bands.ts';

const ADA = { personId: 'ada', teamId: 'team', roleFamily: 'role', isTrained: true, canBeReused: false };
const DOLLAR = 1_000_000;

/** Eight tasks, two of them measured, all as claimed. */
const FACTS: ScoreFacts = {
  people: [ADA],
  tasks: Array.from({ length: 8 }, (_, at) => taskFact({ taskId: `task-${at}`, personId: 'ada' })),
  outcomes: Array.from({ length: 8 }, (_, at) =>
    outcomeOf({
      outcomeId: `outcome-${at}`,
      taskId: `task-${at}`,
      personId: 'ada',
      measured: at < 2 ? { microdollars: 75 * DOLLAR, basis: 'drawn' } : null,
    }),
  ),
  assignments: [],
  adoptions: [],
  breaches: [],
  debts: [],
};

function score(facts: ScoreFacts, formula: Formula = DEFAULT_FORMULA): Score {
  const [made] = scorePeople(facts, PERIOD, formula);
  assert.ok(made !== undefined);
  return made;
}

test('amounts that a system gives count without being measured, and are not lowered by what measured claims lacked', () => {
  const unmeasured = FACTS.outcomes.map((outcome) => ({ ...outcome, measured: null }));
  const said = score({ ...FACTS, outcomes: unmeasured });
  const given = score({ ...FACTS, outcomes: unmeasured.map((one) => ({ ...one, amountBy: 'system' as const })) });
  assert.ok(said.netMicrodollars <= 0, 'what somebody says and nobody measures is worth nothing');
  assert.equal(given.netMicrodollars, score(FACTS).netMicrodollars);
  const [first, ...rest] = FACTS.outcomes;
  assert.ok(first !== undefined);
  const lacking = { ...first, measured: { microdollars: 0, basis: 'drawn' as const } };
  const mixed = score({
    ...FACTS,
    outcomes: [lacking, ...rest.map((one) => ({ ...one, measured: null, amountBy: 'system' as const }))],
  });
  const words = leavesOf(mixed.explanation).map((leaf) => leaf.words);
  assert.equal(words.filter((line) => line.includes('$75.00 of $75.00 claimed')).length, rest.length);
});

test('an explanation says in words where points come from, with the evidence', () => {
  const made = score(FACTS);
  assert.equal(made.netMicrodollars, 588 * DOLLAR);
  const [outcome] = leavesOf(made.explanation);
  assert.equal(outcome?.words, 'Hours saved, task task-0, evidence E3: $75.00 of $75.00 claimed (as measured)');
  assert.deepEqual(outcome?.evidenceIds, ['outcome-0']);
  assert.match(made.explanation.words, /points of 100, by formula 1/);
  assert.ok(
    made.explanation.children.some(({ words }) => words.startsWith('Reuse: there is nothing to reuse where you work')),
  );
  assert.match(made.raise.join(' '), /Impact has \d+\.\d points open/);
});

test('no audit is no value: claims that nobody measures count nothing', () => {
  const unmeasured = { ...FACTS, outcomes: FACTS.outcomes.map((outcome) => ({ ...outcome, measured: null })) };
  assert.equal(score(unmeasured).millipoints, 0);
});

test('claims twice as high as what is measured earn less than honest ones', () => {
  const inflated = {
    ...FACTS,
    outcomes: FACTS.outcomes.map((outcome) => ({ ...outcome, claimedMicrodollars: 150 * DOLLAR })),
  };
  assert.ok(score(inflated).netMicrodollars < score(FACTS).netMicrodollars * 0.8);
  assert.match(
    leavesOf(score(inflated).explanation)
      .map(({ words }) => words)
      .join('\n'),
    /2 of your claims were measured and came to \$150.00 less than the \$300.00 claimed/,
  );
});

test('whoever does nothing wrong because nothing is done earns nothing', () => {
  assert.equal(score({ ...FACTS, tasks: [], outcomes: [] }).millipoints, 0);
});

test('declined work counts as zero, and what somebody else reassigned does not', () => {
  const asked = (state: 'accepted' | 'declined' | 'reassigned'): ScoreFacts => ({
    ...FACTS,
    assignments: [0, 1].map((at) => ({
      assignmentId: `a${at}`,
      personId: 'ada',
      difficulty: 'medium',
      state: at === 0 ? 'accepted' : state,
    })),
  });
  assert.ok(score(asked('declined')).millipoints < score(FACTS).millipoints);
  assert.equal(score(asked('reassigned')).millipoints, score(FACTS).millipoints);
});

test('an open severe breach withholds a score, a confirmed one takes it, a cleared one does nothing', () => {
  const breached = (state: 'open' | 'confirmed' | 'cleared'): Score =>
    score({
      ...FACTS,
      breaches: [{ breachId: 'b', personId: 'ada', severity: 'severe', isSelfReported: false, state, atMs: 1 }],
    });
  assert.equal(breached('open').kind, 'withheld');
  assert.equal(breached('confirmed').millipoints, 0);
  assert.equal(breached('cleared').millipoints, score(FACTS).millipoints);
});

test('a breach that a person reports costs less than one that others find', () => {
  const breached = (isSelfReported: boolean): number =>
    score({
      ...FACTS,
      breaches: [{ breachId: 'b', personId: 'ada', severity: 'minor', isSelfReported, state: 'confirmed', atMs: 1 }],
    }).millipoints;
  assert.ok(breached(true) > breached(false));
});

test('a result of an earlier month that is reverted now takes back what it was credited with, and its clean-up', () => {
  const late = {
    ...FACTS,
    outcomes: [
      ...FACTS.outcomes,
      outcomeOf({
        outcomeId: 'old',
        taskId: 'task-0',
        personId: 'ada',
        state: 'reverted',
        verifiedAtMs: -10,
        revertedAtMs: 6,
      }),
    ],
  };
  assert.equal(score(late).netMicrodollars, (588 - 75 - 93.75) * DOLLAR);
});

test('near-identical work is bounded, however much of it there is, and however it is cut', () => {
  assert.equal(bounded(100, { step: 100, ratio: 0.5 }), 100);
  assert.equal(bounded(250, { step: 100, ratio: 0.5 }), 162.5);
  assert.ok(bounded(1e9, { step: 100, ratio: 0.5 }) <= 200);
});

test('what a new version would change is told by rule, and sums to the difference', () => {
  const next: Formula = {
    ...DEFAULT_FORMULA,
    version: '2',
    weights: { impact: 45, safety: 30, reuse: 20, activity: 5 },
  };
  const [difference] = compareScores([score(FACTS)], [score(FACTS, next)]);
  assert.equal(difference?.toVersion, '2');
  assert.equal(
    difference?.byRule.reduce((sum, { millipoints }) => sum + millipoints, 0),
    difference?.millipoints,
  );
});

test('a formula that would let activity outweigh anything, or claims go without audit, is refused with the reason', () => {
  assert.deepEqual(checkFormula(DEFAULT_FORMULA), []);
  const faults = checkFormula({
    ...DEFAULT_FORMULA,
    weights: { impact: 30, safety: 20, reuse: 10, activity: 30 },
    impact: { ...DEFAULT_FORMULA.impact, auditPercent: 0 },
  });
  assert.deepEqual(faults, [
    'The weights add up to 90, not to 100.',
    'Activity must have the smallest weight.',
    'Activity must weigh 10 percent at most.',
    'The audited share must be 10 to 100 percent.',
  ]);
});

test('shares add up exactly, also of parts below zero, and nothing is shared where nothing was made', () => {
  assert.deepEqual(sharePoints(1_000, [3, 3, 3]), [334, 333, 333]);
  assert.deepEqual(sharePoints(10, [4, -2]), [20, -10]);
  assert.deepEqual(sharePoints(10, [1, -2]), [0, 0]);
  assert.equal(dollarsInWords(-1_234_567_890_000), '-$1,234,567.89');
});

test('a high score on two outcomes is shown below a good one on forty, with a wider interval', () => {
  const usual = Array.from({ length: 20 }, (_, at) => ({
    personId: `p${at}`,
    roleFamily: 'role',
    millipoints: 40_000 + 1_000 * at,
    outcomes: 40,
  }));
  const shown = shrinkScores([
    ...usual,
    { personId: 'few', roleFamily: 'role', millipoints: 75_000, outcomes: 2 },
    { personId: 'many', roleFamily: 'role', millipoints: 65_000, outcomes: 40 },
  ]);
  const [few, many] = ['few', 'many'].map((id) => shown.find(({ personId }) => personId === id));
  assert.ok(few !== undefined && many !== undefined && few.millipoints < many.millipoints);
  assert.ok(few.upper - few.lower > many.upper - many.lower);
});

test('a team is shown as a band, from five people and forty outcomes on, and moves only when the odds are four to one', () => {
  const team = (
    people: number,
    outcomes: number,
    millipoints: number,
  ): ReturnType<typeof bandTeams>[number] | undefined =>
    bandTeams(
      Array.from({ length: people }, () => ({ teamId: 't', millipoints, outcomes })),
      new Map<string, Band>([['t', 'growing']]),
    )[0];
  assert.equal(team(4, 20, 80_000)?.kind, 'too_small');
  assert.equal(team(5, 7, 80_000)?.kind, 'too_little_evidence');
  const bandAt = (millipoints: number): string => {
    const standing = team(8, 10, millipoints);
    return standing?.kind === 'band' ? standing.band : 'none';
  };
  assert.deepEqual([34_000, 51_000, 53_000, 80_000, 20_000].map(bandAt), [
    'growing',
    'growing',
    'steady',
    'strong',
    'starting',
  ]);
});

test('few doubts: measured lack, results that do not hold, adoptions for show; none about honest noise', () => {
  const triad = { efficiency: 1, quality: 0.95, compliance: 1, weakest: 'quality' } as const;
  const noise = { claims: { measured: 5, excessShare: 0.1 }, triad, reuse: { checked: 3, failed: 1 } };
  assert.deepEqual(findDoubts(noise), []);
  const doubts = findDoubts({
    claims: { measured: 5, excessShare: 0.6 },
    triad: { ...triad, quality: 0.4 },
    reuse: { checked: 3, failed: 2 },
  });
  assert.deepEqual(
    doubts.map(({ kind }) => kind),
    ['claims_above_measured', 'results_do_not_hold', 'adoptions_for_show'],
  );
});
