import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nanodollars } from '../money/nanodollars.ts';
import type { Contribution } from './explanation.ts';
import type { ScoreFacts } from './facts.ts';
import { DEFAULT_FORMULA as FORMULA } from './formula.ts';
import { PERIOD, scoreFacts } from './score-facts.fixture.ts';
import { scorePeople } from './score-people.ts';
import { ledgerOf, type Score } from './score-person.ts';

/** Rounding to whole millipoints and microdollars may move a score by this much. */
const ROUNDING = 2;
const RUNS = { numRuns: 40 };

const scored = (facts: ScoreFacts): readonly Score[] => scorePeople(facts, PERIOD, FORMULA);

function watched(facts: ScoreFacts): Score {
  const score = scored(facts).find(({ personId }) => personId === 'person-0');
  assert.ok(score !== undefined);
  return score;
}

function notAbove(changed: ScoreFacts, facts: ScoreFacts): void {
  const [after, before] = [watched(changed).millipoints, watched(facts).millipoints];
  assert.ok(after <= before + ROUNDING, `${after} is above ${before}`);
}

const own = (facts: ScoreFacts): readonly string[] =>
  facts.tasks.filter(({ personId }) => personId === 'person-0').map(({ taskId }) => taskId);

test('the same facts in any order give the same scores and explanations, to the last bit', () => {
  const turned = <Item>(items: readonly Item[], by: number): readonly Item[] =>
    [...items.slice(by), ...items.slice(0, by)].reverse();
  fc.assert(
    fc.property(scoreFacts, fc.nat(80), (facts, by) => {
      const others: ScoreFacts = {
        ...facts,
        tasks: turned(facts.tasks, by),
        outcomes: turned(facts.outcomes, by),
        assignments: turned(facts.assignments, by),
        adoptions: turned(facts.adoptions, by),
      };
      assert.deepEqual(
        scored(others).map(({ millipoints, netMicrodollars, triad }) => ({ millipoints, netMicrodollars, triad })),
        scored(facts).map(({ millipoints, netMicrodollars, triad }) => ({ millipoints, netMicrodollars, triad })),
      );
      assert.deepEqual(scored(facts), scored(structuredClone(facts)));
    }),
    RUNS,
  );
});

test('every total is the sum of its parts, the ledger sums to the score, and no score leaves 0 to 100', () => {
  const check = ({ children, millipoints }: Contribution): void => {
    assert.ok(Number.isInteger(millipoints));
    if (children.length > 0)
      assert.equal(
        children.reduce((sum, child) => sum + child.millipoints, 0),
        millipoints,
      );
    children.forEach(check);
  };
  fc.assert(
    fc.property(scoreFacts, (facts) => {
      for (const score of scored(facts)) {
        check(score.explanation);
        assert.equal(
          ledgerOf(score).reduce((sum, entry) => sum + entry.millipoints, 0),
          score.millipoints,
        );
        assert.ok(score.millipoints >= 0 && score.millipoints <= 100_000);
      }
    }),
    RUNS,
  );
});

test('no score is above what the weakest of efficiency, quality and compliance allows', () => {
  fc.assert(
    fc.property(scoreFacts, (facts) => {
      for (const { millipoints, triad } of scored(facts)) {
        const weakest = Math.min(triad.efficiency, triad.quality, triad.compliance);
        assert.equal(triad[triad.weakest], weakest);
        assert.ok(millipoints <= Math.min(1, (weakest * 100) / FORMULA.cap.fullPercent) * 100_000);
      }
    }),
    RUNS,
  );
});

test('more cost at equal outcome never raises a score, nor do more tasks without outcomes', () => {
  fc.assert(
    fc.property(scoreFacts, fc.bigInt({ min: 1n, max: 10n ** 11n }), (facts, more) => {
      const dearer = facts.tasks.map((task) =>
        task.personId === 'person-0' ? { ...task, costNanodollars: nanodollars(task.costNanodollars + more) } : task,
      );
      notAbove({ ...facts, tasks: dearer }, facts);
      const idle = facts.tasks
        .filter(({ personId }) => personId === 'person-0')
        .map((task) => ({ ...task, taskId: `${task.taskId}-again`, rootTaskId: `${task.taskId}-again` }));
      notAbove({ ...facts, tasks: [...facts.tasks, ...idle] }, facts);
    }),
    RUNS,
  );
});

test('a dearer model at equal outcome lowers a score', () => {
  fc.assert(
    fc.property(scoreFacts, (facts) => {
      fc.pre(watched(facts).netMicrodollars > 300_000_000 && watched(facts).millipoints > 0);
      const dearer = facts.tasks.map((task) =>
        task.personId === 'person-0'
          ? { ...task, costNanodollars: nanodollars(task.costNanodollars + 10_000_000_000n) }
          : task,
      );
      assert.ok(watched({ ...facts, tasks: dearer }).millipoints < watched(facts).millipoints);
    }),
    { numRuns: 20 },
  );
});

test('cutting a task into 2 to 20 parts never raises a score, whether the parts say what they belong to or not', () => {
  fc.assert(
    fc.property(scoreFacts, fc.integer({ min: 2, max: 20 }), fc.boolean(), (facts, parts, isDeclared) => {
      const [cut] = own(facts);
      const names = Array.from({ length: parts }, (_, at) => (at === 0 ? `${cut}` : `${cut}-${at}`));
      const share = (amount: number, at: number): number =>
        Math.floor((amount * (at + 1)) / parts) - Math.floor((amount * at) / parts);
      const tasks = facts.tasks.flatMap((task) =>
        task.taskId === cut
          ? names.map((taskId, at) => ({
              ...task,
              taskId,
              rootTaskId: isDeclared ? task.rootTaskId : taskId,
              costNanodollars: nanodollars(task.costNanodollars / BigInt(parts) + 1_000n),
              findings: at === 0 ? task.findings : { unhandledData: 0, unapprovedModels: 0, undocumentedWorkflows: 0 },
            }))
          : [task],
      );
      const outcomes = facts.outcomes.flatMap((outcome) =>
        outcome.taskId === cut
          ? names.map((taskId, at) => ({
              ...outcome,
              taskId,
              outcomeId: `${outcome.outcomeId}-${at}`,
              claimedMicrodollars: share(outcome.claimedMicrodollars, at),
              measured:
                outcome.measured === null
                  ? null
                  : { ...outcome.measured, microdollars: share(outcome.measured.microdollars, at) },
            }))
          : [outcome],
      );
      fc.pre(
        outcomes.every(
          ({ taskId, claimedMicrodollars }) => !names.includes(taskId) || claimedMicrodollars * parts < 60_000_000,
        ),
      );
      notAbove({ ...facts, tasks, outcomes }, facts);
    }),
    RUNS,
  );
});

test('putting tasks of a class together never raises a score', () => {
  fc.assert(
    fc.property(scoreFacts, (facts) => {
      const mine = facts.tasks.filter(({ personId }) => personId === 'person-0');
      const [first] = mine;
      const alike = mine.filter(
        ({ difficulty, useCaseId, endedAtMs }) =>
          difficulty === first?.difficulty && useCaseId === first?.useCaseId && endedAtMs >= (first?.endedAtMs ?? 0),
      );
      const merged = new Set(alike.map(({ taskId }) => taskId));
      const tasks = facts.tasks.map((task) =>
        merged.has(task.taskId) && first !== undefined ? { ...task, rootTaskId: first.taskId } : task,
      );
      notAbove({ ...facts, tasks }, facts);
    }),
    RUNS,
  );
});

/** Names that sort the other way round. */
function rename(facts: ScoreFacts): ScoreFacts {
  const other = (id: string): string => `zoe-${id === 'person-x' ? 'x' : 10 - Number(id.slice('person-'.length))}`;
  const named = <Item extends { readonly personId: string }>(items: readonly Item[]): Item[] =>
    items.map((item) => ({ ...item, personId: other(item.personId) }));
  return {
    people: named(facts.people),
    tasks: named(facts.tasks),
    outcomes: named(facts.outcomes).map((outcome) => ({
      ...outcome,
      validatorId: outcome.validatorId === null ? null : other(outcome.validatorId),
    })),
    assignments: named(facts.assignments),
    breaches: named(facts.breaches),
    debts: named(facts.debts),
    adoptions: facts.adoptions.map((adoption) => ({
      ...adoption,
      authorId: other(adoption.authorId),
      adopterId: other(adoption.adopterId),
    })),
  };
}

test('people under other names have the same scores', () => {
  fc.assert(
    fc.property(scoreFacts, (facts) => {
      const points = (all: readonly Score[]): readonly number[] => all.map(({ millipoints }) => millipoints);
      assert.deepEqual(points(scored(rename(facts))), points(scored(facts)));
    }),
    RUNS,
  );
});

test("one validator's word brings one person no more than its cap", () => {
  fc.assert(
    fc.property(scoreFacts, (facts) => {
      const exact = facts.outcomes.map((outcome) =>
        outcome.measured === null
          ? outcome
          : { ...outcome, measured: { ...outcome.measured, microdollars: outcome.claimedMicrodollars } },
      );
      const without = exact.filter(
        ({ validatorId, personId }) => personId !== 'person-0' || validatorId !== 'person-1',
      );
      const gained =
        watched({ ...facts, outcomes: exact }).netMicrodollars -
        watched({ ...facts, outcomes: without }).netMicrodollars;
      assert.ok(gained <= (FORMULA.impact.halfwayMicrodollars * FORMULA.impact.pairCapPercent) / 100 + ROUNDING);
    }),
    RUNS,
  );
});

test('what is withdrawn leaves the score as it was before the claim, and what is reverted leaves no more', () => {
  fc.assert(
    fc.property(scoreFacts, fc.nat(), (facts, lot) => {
      const mine = facts.outcomes.filter(({ personId, state }) => personId === 'person-0' && state === 'counted');
      const chosen = mine[lot % Math.max(1, mine.length)];
      fc.pre(chosen !== undefined);
      const before = { ...facts, outcomes: facts.outcomes.filter((one) => one !== chosen) };
      const withState = (state: 'withdrawn' | 'reverted'): ScoreFacts => ({
        ...facts,
        outcomes: facts.outcomes.map((one) =>
          one === chosen ? { ...one, state, revertedAtMs: 27 * 86_400_000 } : one,
        ),
      });
      assert.equal(watched(withState('withdrawn')).millipoints, watched(before).millipoints);
      notAbove(withState('reverted'), before);
    }),
    RUNS,
  );
});

test('work that is measured to be worth more never lowers a score', () => {
  fc.assert(
    fc.property(scoreFacts, fc.integer({ min: 1, max: 50_000_000 }), (facts, more) => {
      const chosen = facts.outcomes.find(
        ({ personId, measured, state }) => personId === 'person-0' && measured !== null && state === 'counted',
      );
      fc.pre(chosen !== undefined);
      const better = facts.outcomes.map((one) =>
        one === chosen && one.measured !== null
          ? { ...one, measured: { ...one.measured, microdollars: one.measured.microdollars + more } }
          : one,
      );
      notAbove(facts, { ...facts, outcomes: better });
    }),
    RUNS,
  );
});

test('what a month could not give back is taken from the next, whole, once, and never more than did not hold', () => {
  fc.assert(
    fc.property(scoreFacts, fc.integer({ min: 1, max: 2_000_000_000 }), (facts, microdollars) => {
      const free = watched({ ...facts, debts: [] });
      const owing = watched({ ...facts, debts: [{ personId: 'person-0', microdollars }] });
      assert.equal(owing.netMicrodollars, free.netMicrodollars - microdollars);
      assert.ok(owing.millipoints <= free.millipoints + ROUNDING);
      assert.ok(owing.owedMicrodollars <= free.owedMicrodollars + microdollars);
      assert.ok(owing.owedMicrodollars === 0 || owing.netMicrodollars < 0);
      // Whatever of it was paid was paid by value that came in.
      const paid = free.owedMicrodollars + microdollars - owing.owedMicrodollars;
      assert.equal(paid, Math.min(microdollars, Math.max(0, free.netMicrodollars)));
    }),
    RUNS,
  );
});
