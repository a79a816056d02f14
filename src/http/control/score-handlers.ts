import { isControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
import { explainMyScore, listMyPostings, listMyScores, type MyScore, wordScore } from '../../control/my-scores.ts';
import { hiddenTeams } from '../../control/private-scorecards.ts';
import {
  decideContest,
  listMyContests,
  openContest,
  readContest,
  type StoredContest,
  whyNotAnswer,
  withdrawContest,
} from '../../control/score-contests.ts';
import { askedPeriod, type ScoreContext } from '../../control/score-context.ts';
import type { Contribution } from '../../domain/score/explanation.ts';
import { isOverdue } from '../../domain/score/score-contest.ts';
import { answer, type Handlers } from './control-handler.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { toWireMoment, toWireMomentOrNull } from './wire-rows.ts';

type ScoreOperation =
  | 'listMyScores'
  | 'explainMyScore'
  | 'listMyPostings'
  | 'contestMyScore'
  | 'listMyContests'
  | 'withdrawContest'
  | 'listScoreContests'
  | 'readScoreContest'
  | 'decideScoreContest'
  | 'listTeamStandings';

type KeptScore = MyScore['kept'];

export function scoreHandlers(context: ScoreContext): Handlers<ScoreOperation> {
  const nowMs = () => context.clock.nowMs();
  return {
    listMyScores: async ({ grant }) => {
      const scores = await listMyScores(context, grant);
      return isControlRefusal(scores) ? scores : answer({ rows: scores.map(toWireSummary) });
    },
    explainMyScore: async ({ grant, params }) => {
      const score = await explainMyScore(context, grant, { periodId: params.period });
      return isControlRefusal(score) ? score : answer(toWireExplanation(score.kept, score.proposed));
    },
    listMyPostings: async ({ grant, params, query }) => {
      const listing = `postings ${params.period}`;
      const from = fromCursor(listing, query);
      if ('kind' in from) return from;
      const page = { periodId: params.period, limit: query.limit, beforeSequence: sequenceOf(from.after) };
      const postings = await listMyPostings(context, grant, page);
      if (isControlRefusal(postings)) return postings;
      const last = postings.length < query.limit ? null : (postings.at(-1)?.sequence ?? null);
      return answer({
        rows: postings.map(({ entries, postedAtMs, millipoints, sequence, cause, formulaVersion }) => ({
          ...{ sequence, cause, formulaVersion, postedAt: toWireMoment(postedAtMs), points: toPoints(millipoints) },
          entries: entries.map(toWireEntry),
        })),
        next: toCursor(listing, query, last === null ? null : String(last)),
      });
    },
    contestMyScore: async ({ commander, grant, params, body }) => {
      const opened = await openContest(context, { commander, grant }, { periodId: params.period, ...body });
      return isControlRefusal(opened) ? opened : answer(toWireContest(opened, nowMs()));
    },
    listMyContests: async ({ grant }) => {
      const contests = await listMyContests(context, grant);
      if (isControlRefusal(contests)) return contests;
      return answer({ rows: contests.map((one) => toWireContest(one, nowMs())) });
    },
    withdrawContest: async ({ commander, grant, params }) => {
      const withdrawn = await withdrawContest(context, { commander, grant }, params);
      return isControlRefusal(withdrawn) ? withdrawn : answer(toWireContest(withdrawn, nowMs()));
    },
    listScoreContests: async ({ query, commander }) => {
      const from = fromCursor('score_contest', query);
      if ('kind' in from) return from;
      const where = query.state === undefined ? {} : { state: query.state };
      const page = await context.store.list('score_contest', { limit: query.limit, afterId: from.after, where });
      const rows = page.rows.map(async (stored) => {
        const { points: _points, ...contest } = toWireContest(stored, nowMs());
        return { ...contest, notYou: (await whyNotAnswer(context.store, commander.actor, stored.row)) ?? null };
      });
      return answer({ rows: await Promise.all(rows), next: toCursor('score_contest', query, page.nextAfterId) });
    },
    readScoreContest: async ({ commander, params }) => {
      const read = await readContest(context, commander, params);
      if (isControlRefusal(read)) return read;
      const score = read.kept === undefined ? null : toWireExplanation(read.kept, []);
      return answer({ contest: toWireContest(read.stored, nowMs()), score });
    },
    decideScoreContest: async ({ commander, params, body }) => {
      const decided = await decideContest(context, commander, { ...params, ...body });
      return isControlRefusal(decided) ? decided : answer(toWireContest(decided, nowMs()));
    },
    listTeamStandings: async ({ query, commander }) => {
      const period = askedPeriod(context, query.period);
      if (isControlRefusal(period)) return period;
      const hidden = await hiddenTeams(context.store, commander.actor);
      const standings = (await context.scores.standings(period)).filter(({ standing }) => !hidden.has(standing.teamId));
      const own = standings.filter(({ standing }) => query.teamId === undefined || standing.teamId === query.teamId);
      if (query.teamId !== undefined && own.length === 0)
        return refuseCommand('rule_broken', `Nobody of "${query.teamId}" was scored in ${period}.`);
      return answer({ period, rows: own.map(toWireStanding) });
    },
  };
}

/** Millipoints are whole: a thousandth of them is exact when it is read to three digits. */
export function toPoints(millipoints: number): number {
  return millipoints / 1_000;
}

function sequenceOf(after: string | null): number | null {
  return after === null ? null : Number(after);
}

function toWireSummary(kept: KeptScore) {
  const { score, shown, scoredAtMs, periodId: period } = kept;
  const isShown = score.kind === 'scored';
  return {
    ...{ period, state: score.kind, outcomes: score.outcomes, formulaVersion: score.formulaVersion },
    points: isShown ? toPoints(score.millipoints) : null,
    shown: isShown
      ? { points: toPoints(shown.millipoints), lower: toPoints(shown.lower), upper: toPoints(shown.upper) }
      : null,
    scoredAt: toWireMoment(scoredAtMs),
    sentence: wordScore(kept).sentence,
  };
}

/** Of a score that is withheld neither points nor what they are made of. */
function toWireExplanation(kept: KeptScore, proposed: MyScore['proposed']) {
  const { score, doubts } = kept;
  const isShown = score.kind === 'scored';
  return {
    ...toWireSummary(kept),
    arithmetic: wordScore(kept).arithmetic,
    parts: isShown ? score.explanation.children.map(toWirePart) : [],
    triad: isShown ? score.triad : null,
    raise: isShown ? score.raise : [],
    questions: isShown ? doubts.map(({ words }) => words) : [],
    proposed: isShown
      ? proposed.map(({ toVersion, millipoints, byRule }) => ({
          ...{ toVersion, points: toPoints(millipoints) },
          byRule: byRule.map((one) => ({ rule: one.rule, points: toPoints(one.millipoints) })),
        }))
      : [],
  };
}

function toWirePart({ rule, words, millipoints, children }: Contribution) {
  return {
    ...{ rule, words, points: toPoints(millipoints) },
    lines: children.map(toWireEntry),
  };
}

/** What an adoption is known by names the adopter, which is nobody's business but theirs. */
function toWireEntry({ rule, words, millipoints, evidenceIds }: Omit<Contribution, 'children'>) {
  return { rule, words, points: toPoints(millipoints), evidenceIds: rule === 'adoption' ? [] : evidenceIds };
}

function toWireContest({ row }: StoredContest, nowMs: number) {
  const { periodId, millipoints, openedAtMs, dueAtMs, decidedAtMs, overdueNotedAtMs: _noted, ...rest } = row;
  return {
    ...rest,
    ...{ period: periodId, points: toPoints(millipoints), isOverdue: isOverdue(row, nowMs) },
    ...{ openedAt: toWireMoment(openedAtMs), dueAt: toWireMoment(dueAtMs), decidedAt: toWireMomentOrNull(decidedAtMs) },
  };
}

const BAND_WORDS = {
  starting: 'little of its work has verified results so far, or much of it did not hold',
  growing: 'verified results are coming',
  steady: 'verified results, at a fair cost and within the rules',
  strong: 'much verified value, reused by others and within the rules',
} as const;

function toWireStanding({ standing, scoredAtMs }: Awaited<ReturnType<ScoreContext['scores']['standings']>>[number]) {
  const { teamId, kind } = standing;
  const scoredAt = toWireMoment(scoredAtMs);
  if (standing.kind === 'band')
    return { teamId, kind, band: standing.band, words: BAND_WORDS[standing.band], scoredAt };
  return { teamId, kind, band: null, words: standing.words, scoredAt };
}
