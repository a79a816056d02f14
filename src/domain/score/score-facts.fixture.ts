import fc from 'fast-check';
import { nanodollars } from '../money/nanodollars.ts';
import type { Outcome } from '../outcome/outcome.ts';
import type { OutcomeType } from '../outcome/outcome-type.ts';
import type { Adoption, Breach, Period, ScoreFacts, TaskFact } from './facts.ts';
import { DIFFICULTIES } from './formula.ts';

/** Facts of a small organisation, for tests. */
export const PERIOD: Period = { fromMs: 0, toMs: 28 * 86_400_000 };

const HOURS: OutcomeType = {
  id: 'hours_saved',
  name: 'Hours saved',
  unit: 'hour',
  direction: 'more',
  microdollarsPerUnit: 1,
  lane: 'production',
  maturityDays: 14,
};

export function taskFact(made: Partial<TaskFact> & Pick<TaskFact, 'taskId' | 'personId'>): TaskFact {
  return {
    ...{
      rootTaskId: made.taskId,
      useCaseId: 'support',
      difficulty: 'medium',
      lane: 'production',
      clusterId: made.taskId,
      endedAtMs: 1,
    },
    ...{ costNanodollars: nanodollars(1_500_000_000n), wasteNanodollars: nanodollars(0n) },
    findings: { unhandledData: 0, unapprovedModels: 0, undocumentedWorkflows: 0 },
    ...made,
  };
}

export function outcomeOf(made: Partial<Outcome> & Pick<Outcome, 'outcomeId' | 'taskId' | 'personId'>): Outcome {
  return {
    ...{
      type: HOURS,
      state: 'counted',
      grade: 'E3',
      claimedMicrodollars: 75_000_000,
      measured: null,
      validatorId: null,
    },
    ...{ verifiedAtMs: 5, revertedAtMs: null, evidenceIds: [made.outcomeId] },
    ...made,
  };
}

const PEOPLE = Array.from({ length: 11 }, (_, at) => `person-${at}`);
const personId = fc.constantFrom(...PEOPLE);
const cents = fc.integer({ min: 1, max: 2_000 });

const work = fc.record({
  personId,
  cost: cents,
  value: fc.integer({ min: 1_000, max: 400_000_000 }),
  noise: fc.integer({ min: 50, max: 150 }),
  day: fc.integer({ min: 0, max: 27 }),
  cluster: fc.integer({ min: 0, max: 60 }),
  difficulty: fc.constantFrom(...DIFFICULTIES),
  useCaseId: fc.constantFrom('support', 'coding'),
  proof: fc.constantFrom('system', 'system', 'drawn', 'drawn', 'forced', 'word', 'none', 'reverted'),
  validator: personId,
  author: fc.option(personId),
  check: fc.constantFrom('carried', 'carried', 'not_carried', null),
  found: fc.integer({ min: 0, max: 12 }),
});

/** Work, findings, adoptions and breaches of eleven people, of whom the first has most. */
export const scoreFacts: fc.Arbitrary<ScoreFacts> = fc
  .record({
    works: fc.array(work, { minLength: 30, maxLength: 90 }),
    breaches: fc.array(
      fc.record({
        personId,
        severity: fc.constantFrom('minor', 'severe'),
        isSelfReported: fc.boolean(),
        state: fc.constantFrom('open', 'confirmed', 'cleared'),
      }),
      { maxLength: 4 },
    ),
    declined: fc.array(fc.record({ personId, state: fc.constantFrom('accepted', 'declined', 'reassigned') }), {
      maxLength: 12,
    }),
    free: fc.integer({ min: 0, max: 10 }),
    debts: fc.uniqueArray(fc.record({ personId, microdollars: fc.integer({ min: 1, max: 500_000_000 }) }), {
      selector: (debt) => debt.personId,
      maxLength: 2,
    }),
  })
  .map(
    ({ works, breaches, declined, free, debts }): ScoreFacts => ({
      people: PEOPLE.map((id, at) => ({
        personId: id,
        teamId: 'team',
        roleFamily: 'role',
        isTrained: at !== 3,
        canBeReused: at !== free,
      })),
      tasks: works.map((one, at) => toTask({ ...one, personId: at % 3 === 0 ? 'person-0' : one.personId }, at)),
      outcomes: works.flatMap((one, at) =>
        toOutcomes({ ...one, personId: at % 3 === 0 ? 'person-0' : one.personId }, at),
      ),
      assignments: declined.map((one, at) => ({ ...one, assignmentId: `assignment-${at}`, difficulty: 'medium' })),
      adoptions: works.flatMap((one, at): readonly Adoption[] =>
        one.author === null
          ? []
          : [
              {
                adoptionId: `adoption-${at}`,
                assetId: 'asset',
                authorId: one.author,
                adopterId: at % 3 === 0 ? 'person-0' : one.personId,
                taskId: `task-${at}`,
                check: one.check,
              },
            ],
      ),
      breaches: breaches.map((one, at): Breach => ({ ...one, breachId: `breach-${at}`, atMs: 2 })),
      debts,
    }),
  );

type Work = typeof work extends fc.Arbitrary<infer Made> ? Made : never;

function toTask(one: Work, at: number): TaskFact {
  return taskFact({
    taskId: `task-${at}`,
    ...{
      personId: one.personId,
      clusterId: `cluster-${one.cluster}`,
      difficulty: one.difficulty,
      useCaseId: one.useCaseId,
    },
    endedAtMs: one.day * 86_400_000,
    costNanodollars: nanodollars(BigInt(one.cost) * 10_000_000n),
    findings: {
      unhandledData: Math.max(0, one.found - 10),
      unapprovedModels: 0,
      undocumentedWorkflows: Math.max(0, one.found - 11),
    },
  });
}

function toOutcomes(one: Work, at: number): readonly Outcome[] {
  if (one.proof === 'none') return [];
  const made = {
    outcomeId: `outcome-${at}`,
    taskId: `task-${at}`,
    personId: one.personId,
    claimedMicrodollars: one.value,
  };
  const timed = { verifiedAtMs: one.day * 86_400_000 };
  const microdollars = Math.round((one.value * one.noise) / 100);
  if (one.proof === 'drawn' || one.proof === 'forced')
    return [outcomeOf({ ...made, ...timed, grade: 'E4', measured: { microdollars, basis: one.proof } })];
  if (one.proof === 'word')
    return [
      outcomeOf({
        ...made,
        ...timed,
        grade: 'E1',
        validatorId: one.validator === one.personId ? 'person-x' : one.validator,
      }),
    ];
  if (one.proof === 'reverted')
    return [outcomeOf({ ...made, ...timed, state: 'reverted', revertedAtMs: timed.verifiedAtMs + 1 })];
  return [outcomeOf({ ...made, ...timed })];
}
