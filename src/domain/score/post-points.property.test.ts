import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bindPeers, peersByBook, votesOf } from './compare-peers.ts';
import { leavesOf } from './explanation.ts';
import type { ScoreFacts } from './facts.ts';
import { DEFAULT_FORMULA as FORMULA } from './formula.ts';
import { gatherWork } from './gather-work.ts';
import { flowsOf, joinLinks, linksBy, wordsOf } from './link-people.ts';
import { type PostedEntry, postPoints } from './post-points.ts';
import { PERIOD, scoreFacts } from './score-facts.fixture.ts';
import { scorePeople } from './score-people.ts';
import { type Score, scorePerson } from './score-person.ts';

const RUNS = { numRuns: 25 };
const WATCHED = 'person-0';

function watched(facts: ScoreFacts): Score {
  const score = scorePeople(facts, PERIOD, FORMULA).find(({ personId }) => personId === WATCHED);
  assert.ok(score !== undefined);
  return score;
}

/** What a ledger comes to, cause by cause. */
function sumOf(entries: readonly PostedEntry[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { rule, evidenceIds, millipoints } of entries) {
    const cause = JSON.stringify([rule, evidenceIds[0] ?? '']);
    sums.set(cause, (sums.get(cause) ?? 0) + millipoints);
  }
  return new Map([...sums].filter(([, millipoints]) => millipoints !== 0).sort());
}

test('whatever order events come in, the ledger comes to the same, cause by cause, and to the score', () => {
  fc.assert(
    fc.property(scoreFacts, fc.array(fc.nat(), { maxLength: 6 }), (facts, lots) => {
      const last = watched(facts);
      const first = sumOf(leavesOf(last.explanation));
      const entries: PostedEntry[] = [];
      let before: Score | undefined;
      for (const lot of [...lots, null]) {
        const outcomes = facts.outcomes.filter((_, at) => lot === null || (at * 7 + lot) % 3 > 0);
        const now = watched({ ...facts, outcomes });
        entries.push(...postPoints(before?.explanation, now.explanation));
        before = now;
      }
      assert.deepEqual(sumOf(entries), first);
      assert.equal(
        entries.reduce((sum, { millipoints }) => sum + millipoints, 0),
        last.millipoints,
      );
    }),
    RUNS,
  );
});

test('one person scored alone, by the book of peers and what others owe, has the same score as with everybody together', () => {
  fc.assert(
    fc.property(scoreFacts, (facts) => {
      const works = gatherWork(facts, PERIOD);
      const votes = new Map(works.map((work) => [work.person.personId, votesOf(work)]));
      const book = bindPeers(votes.values());
      const votesIn = (personId: string) => votes.get(personId);
      const known = joinLinks(
        new Map(works.map((work) => [work.person.personId, wordsOf(work, PERIOD)])),
        works.map((work) =>
          flowsOf(work, {
            adoptions: facts.adoptions,
            peers: peersByBook({ book, votesIn }, FORMULA),
            period: PERIOD,
          }),
        ),
      );
      const [own] = gatherWork(
        {
          ...facts,
          people: facts.people.filter(({ personId }) => personId === WATCHED),
          tasks: facts.tasks.filter(({ personId }) => personId === WATCHED),
          outcomes: facts.outcomes.filter(({ personId }) => personId === WATCHED),
        },
        PERIOD,
      );
      assert.ok(own !== undefined);
      const alone = scorePerson(
        own,
        { peers: peersByBook({ book, votesIn }, FORMULA), links: linksBy(known, FORMULA), period: PERIOD },
        FORMULA,
      );
      assert.deepEqual(alone, watched(facts));
    }),
    RUNS,
  );
});
