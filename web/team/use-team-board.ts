import type { Span } from '../filters/range.ts';
import { useOperation } from '../request/use-operation.ts';

export type TeamAsked = { readonly teamId: string; readonly span: Span };
export type TeamBoard = ReturnType<typeof useTeamBoard>;

export const OUTCOMES_SHOWN = 100;
const FORECASTS_MAX = 20;
const AWARDS_SHOWN = 10;

/** All that the board asks, each by the team alone: a role for one team opens exactly that. */
export function useTeamBoard({ teamId, span }: TeamAsked) {
  return {
    // Of all teams, as everybody may see them: asked of one that nobody scored yet, the answer is a refusal.
    standings: useOperation('listTeamStandings', { query: {} }),
    outcomes: useOperation('listOutcomes', { query: { ...span, teamId, limit: OUTCOMES_SHOWN } }),
    costs: useOperation('readOutcomeCosts', { query: { ...span, teamId } }),
    signals: useOperation('readLibrarySignals', { query: { ...span, teamId } }),
    safety: useOperation('readTeamSafety', { query: { ...span, teamId } }),
    forecasts: useOperation('listForecasts', { query: { teamId, limit: FORECASTS_MAX } }),
    awards: useOperation('listRecognition', { query: { teamId, recipientKind: 'team', limit: AWARDS_SHOWN } }),
  };
}
