import type { KeyGrant } from '../domain/identity/key-grant.ts';
import { pointsInWords } from '../domain/score/explanation.ts';
import { type Formula, PARTS } from '../domain/score/formula.ts';
import type { KeptDifference, KeptPosting, KeptScore } from '../ports/score-store.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { askedPeriod, readScoredPeriod, type ScoreContext } from './score-context.ts';

/** A score as its person sees it. */
export type MyScore = {
  readonly kept: KeptScore;
  /** What it says in one line. */
  readonly sentence: string;
  /** How the points add up; empty while it is withheld. */
  readonly arithmetic: string;
  /** Against which published targets. */
  readonly formula: Formula;
  /** What versions that are proposed would change of it. */
  readonly proposed: readonly KeptDifference[];
};

const PERIODS_MAX = 36;

/** Scores are people's; a service account's key has none. */
export function personOf({ owner }: KeyGrant): string | ControlRefusal {
  if (owner.kind === 'person') return owner.personId;
  return refuseCommand('rule_broken', 'Scores are of people. Ask with a key of your own.');
}

/** One's own, newest period first. */
export async function listMyScores(
  { scores }: Pick<ScoreContext, 'scores'>,
  grant: KeyGrant,
): Promise<readonly KeptScore[] | ControlRefusal> {
  const personId = personOf(grant);
  return isControlRefusal(personId) ? personId : scores.resultsOf(personId, PERIODS_MAX);
}

/** One's own score with everything that explains it. */
export async function explainMyScore(
  context: ScoreContext,
  grant: KeyGrant,
  asked: { readonly periodId: string | undefined },
): Promise<MyScore | ControlRefusal> {
  const personId = personOf(grant);
  if (isControlRefusal(personId)) return personId;
  const periodId = askedPeriod(context, asked.periodId);
  if (isControlRefusal(periodId)) return periodId;
  const [kept, scored, differences] = await Promise.all([
    context.scores.result({ periodId, personId }),
    readScoredPeriod(context.store, periodId),
    context.scores.differencesOf(personId),
  ]);
  if (kept === undefined || scored === undefined) return noScore(periodId);
  const proposed = differences.filter(
    (one) => one.periodId === periodId && one.toVersion !== kept.score.formulaVersion,
  );
  return { kept, ...wordScore(kept), formula: scored.formula, proposed };
}

/** What was posted to one's own ledger of a period, newest first. */
export async function listMyPostings(
  context: ScoreContext,
  grant: KeyGrant,
  page: { readonly periodId: string; readonly limit: number; readonly beforeSequence: number | null },
): Promise<readonly KeptPosting[] | ControlRefusal> {
  const personId = personOf(grant);
  if (isControlRefusal(personId)) return personId;
  const kept = await context.scores.result({ periodId: page.periodId, personId });
  if (kept === undefined) return noScore(page.periodId);
  return kept.score.kind === 'withheld' ? [] : context.scores.postings({ periodId: page.periodId, personId }, page);
}

function noScore(periodId: string): ControlRefusal {
  return refuseCommand(
    'not_found',
    `You have no score of ${periodId}: nothing of yours was verified in it, and nothing was told of you. Submit an outcome to begin.`,
  );
}

/** The sentence and the sum; of a score that is withheld no figure. */
export function wordScore({ score, shown }: KeptScore): Pick<MyScore, 'sentence' | 'arithmetic'> {
  if (score.kind === 'withheld')
    return {
      sentence:
        'Your score is withheld while a severe breach is looked into. If it is cleared, the score is shown as if nothing had been.',
      arithmetic: '',
    };
  const parts = score.explanation.children;
  const words = (rule: string): string => (rule === 'activity' ? 'breadth' : rule);
  const terms = parts.map(({ rule, millipoints }) => ({
    words: `${words(rule)} ${pointsInWords(Math.abs(millipoints))}`,
    isLess: millipoints < 0,
  }));
  const sum = terms.map(
    ({ words: term, isLess }, at) => `${at === 0 ? (isLess ? '-' : '') : isLess ? ' - ' : ' + '}${term}`,
  );
  const { efficiency, quality, compliance } = score.triad;
  const triad = `efficiency ${efficiency.toFixed(2)}, quality ${quality.toFixed(2)}, compliance ${compliance.toFixed(2)}`;
  const many = score.outcomes === 1 ? '1 outcome' : `${score.outcomes} outcomes`;
  return {
    sentence: `${pointsInWords(score.millipoints)} points of 100, from ${many}; with what is usual in your role taken in, ${pointsInWords(shown.millipoints)}, and nineteen times in twenty between ${pointsInWords(shown.lower)} and ${pointsInWords(shown.upper)}.`,
    arithmetic: `${sum.join('')} = ${pointsInWords(score.millipoints)}; ${triad}`,
  };
}

/** The rules that a contest can be about. */
export function rulesOf({ score }: KeptScore): ReadonlySet<string> {
  const rules = new Set<string>([...PARTS, 'cap']);
  for (const part of score.explanation.children) for (const { rule } of part.children) rules.add(rule);
  return rules;
}
