import type { Span } from '../filters/range.ts';
import { useOperation } from '../request/use-operation.ts';

export type TeamAsked = { readonly teamId: string; readonly span: Span };
export type TeamBoard = ReturnType<typeof useTeamBoard>;

export const OUTCOMES_SHOWN = 100;
const FORECASTS_MAX = 20;
const AWARDS_SHOWN = 10;

/** All that the board asks, each by the team alone: a role for one team opens exactly that. */
export function boardQuestions({ teamId, span }: TeamAsked) {
  return {
    // Of all teams, as everybody may see them: asked of one that nobody scored yet, the answer is a refusal.
    standings: { query: {} },
    outcomes: { query: { ...span, teamId, limit: OUTCOMES_SHOWN } },
    costs: { query: { ...span, teamId } },
    signals: { query: { ...span, teamId } },
    safety: { query: { ...span, teamId } },
    forecasts: { query: { teamId, limit: FORECASTS_MAX } },
    awards: { query: { teamId, recipientKind: 'team', limit: AWARDS_SHOWN } },
  } as const;
}

export function useTeamBoard(asked: TeamAsked) {
  const questions = boardQuestions(asked);
  return {
    standings: useOperation('listTeamStandings', questions.standings),
    outcomes: useOperation('listOutcomes', questions.outcomes),
    costs: useOperation('readOutcomeCosts', questions.costs),
    signals: useOperation('readLibrarySignals', questions.signals),
    safety: useOperation('readTeamSafety', questions.safety),
    forecasts: useOperation('listForecasts', questions.forecasts),
    awards: useOperation('listRecognition', questions.awards),
  };
}
