import { drawMonth, drawTalent } from '../../src/domain/gaming/draw-month.ts';
import { lookAtAdoptions, PERIOD, toFacts } from '../../src/domain/gaming/month.ts';
import type { ScoreFacts } from '../../src/domain/score/facts.ts';
import { DEFAULT_FORMULA } from '../../src/domain/score/formula.ts';
import { scorePeople } from '../../src/domain/score/score-people.ts';
import { seededRandom } from '../../src/store/journal/seeded-random.fixture.ts';

const PEOPLE = 20_000;
/** Twenty root tasks a person, of five parts each; a quarter of them have a second outcome. */
const PARTS = 5;

/** A whole company's month, from facts in memory to every score with its explanation. */
export function measureSpeed(): Readonly<Record<string, number>> {
  const random = seededRandom(1);
  const authors = Array.from({ length: PEOPLE }, (_, at) => ({ personId: `person-${at}`, appeal: 1 }));
  const months = authors.map(({ personId }, at) =>
    drawMonth(
      personId,
      { talent: drawTalent(random), others: authors.slice(Math.max(0, at - 20), at) },
      DEFAULT_FORMULA,
      random,
    ),
  );
  const parts = months.map((month) => toFacts(month, DEFAULT_FORMULA, random));
  const adoptions = lookAtAdoptions(
    parts.flatMap((part) => part.adoptions),
    DEFAULT_FORMULA,
    random,
  );
  const facts: ScoreFacts = {
    people: parts.flatMap(({ people }) => people),
    tasks: parts.flatMap(({ tasks }) =>
      tasks.flatMap((task) =>
        Array.from({ length: PARTS }, (_, at) =>
          at === 0 ? task : { ...task, taskId: `${task.taskId}/${at}`, rootTaskId: task.taskId },
        ),
      ),
    ),
    outcomes: parts.flatMap(({ outcomes }) =>
      outcomes.flatMap((outcome, at) =>
        at % 4 === 0 ? [outcome, { ...outcome, outcomeId: `${outcome.outcomeId}/more` }] : [outcome],
      ),
    ),
    assignments: parts.flatMap(({ assignments }) => assignments),
    adoptions,
    breaches: [],
    debts: [],
  };
  const began = performance.now();
  const scores = scorePeople(facts, PERIOD, DEFAULT_FORMULA);
  return {
    people: scores.length,
    tasks: facts.tasks.length,
    outcomes: facts.outcomes.length,
    seconds: Math.round((performance.now() - began) / 100) / 10,
  };
}
