import { askEarly } from '../request/ask-early.ts';
import { readTeamSearch } from './team-search.ts';
import { boardQuestions } from './use-team-board.ts';
import { teamSpan } from './use-team-time.ts';
import { firstTeam } from './use-teams.ts';

/** What the board asks, before it is drawn. */
export function askTeam(given: Readonly<Record<string, unknown>>): Promise<void> {
  const search = readTeamSearch(given);
  return askEarly(({ session, calendar }, ask) => {
    const teamId = session === null ? undefined : firstTeam(session, search.team);
    if (session === null || teamId === undefined) return;
    const questions = boardQuestions({ teamId, span: teamSpan(search, { session, calendar, nowMs: Date.now() }) });
    ask('listOutcomes', questions.outcomes);
    ask('readLibrarySignals', questions.signals);
    ask('readOutcomeCosts', questions.costs);
    ask('listForecasts', questions.forecasts);
    ask('readTeamSafety', questions.safety);
    ask('listTeamStandings', questions.standings);
    ask('listRecognition', questions.awards);
  });
}
