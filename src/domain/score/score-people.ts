import { comparePeers } from './compare-peers.ts';
import type { Period, ScoreFacts } from './facts.ts';
import type { Formula } from './formula.ts';
import { gatherWork } from './gather-work.ts';
import { linkPeople } from './link-people.ts';
import { type Score, scorePerson } from './score-person.ts';

/**
 * Everybody's score of a period. The same facts give the same scores to the last bit, in whatever order they are given: what is
 * summed is whole, and no function is used whose last digit a machine may choose.
 */
export function scorePeople(facts: ScoreFacts, period: Period, formula: Formula): readonly Score[] {
  const works = gatherWork(facts, period);
  const peers = comparePeers(works, formula);
  const links = linkPeople(works, { adoptions: facts.adoptions, peers, period }, formula);
  return works.map((work) => scorePerson(work, { peers, links, period }, formula));
}
