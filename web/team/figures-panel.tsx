import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Figure } from '../figures/figure.tsx';
import { TEAM_WORDS } from '../words/team-words.ts';
import type { TeamBefore } from './use-team-before.ts';
import { OUTCOMES_SHOWN, type TeamBoard } from './use-team-board.ts';

type FiguresProps = { readonly board: TeamBoard; readonly teamId: string; readonly before: TeamBefore };

/** The team at a glance. What failed is said by its own panel. */
export function FiguresPanel({ board, teamId, before }: FiguresProps) {
  return (
    <section className="panel" aria-label={TEAM_WORDS.plainTitle}>
      <div className="panel-body grid-figures">
        <BandFigure standings={board.standings.data} teamId={teamId} />
        <OutcomesFigure outcomes={board.outcomes.data} before={before} />
        <LibraryFigure signals={board.signals.data} />
        <SafetyFigure safety={board.safety.data} before={before} />
      </div>
    </section>
  );
}

type BandProps = { readonly standings: AnswerOf<'listTeamStandings'> | undefined; readonly teamId: string };

function BandFigure({ standings, teamId }: BandProps) {
  const standing = standings?.rows.find((row) => row.teamId === teamId);
  if (standings === undefined || standing === undefined) {
    return <Figure label={TEAM_WORDS.standing} value={TEAM_WORDS.noStanding} note={TEAM_WORDS.noStandingWhy} />;
  }
  return (
    <Figure
      label={TEAM_WORDS.standing}
      value={standing.band === null ? TEAM_WORDS.noStanding : <span>{TEAM_WORDS.bands[standing.band]}</span>}
      note={standing.band === null ? standing.words : TEAM_WORDS.asOf(standings.period)}
    />
  );
}

type OutcomesProps = { readonly outcomes: AnswerOf<'listOutcomes'> | undefined; readonly before: TeamBefore };

function OutcomesFigure({ outcomes, before }: OutcomesProps) {
  const rows = outcomes?.rows ?? [];
  const compared = before.words(countedOf(rows), before.outcomes && countedOf(before.outcomes.rows), count);
  const open = rows.filter(({ state }) => state === 'unproven' || state === 'maturing').length;
  const note = TEAM_WORDS.countedNote(open);
  return (
    <Figure
      label={TEAM_WORDS.counted}
      value={count(countedOf(rows))}
      rows="results"
      note={
        compared ??
        (outcomes === undefined || outcomes.next === null ? note : `${note}, ${TEAM_WORDS.more(OUTCOMES_SHOWN)}`)
      }
    />
  );
}

function countedOf(rows: AnswerOf<'listOutcomes'>['rows']): number {
  return rows.filter(({ state }) => state === 'counted').length;
}

function LibraryFigure({ signals }: { readonly signals: AnswerOf<'readLibrarySignals'> | undefined }) {
  const group = signals?.rows[0];
  if (group === undefined || group.libraryPercent === null) {
    return <Figure label={TEAM_WORDS.fromLibrary} value={TEAM_WORDS.notTold} note={TEAM_WORDS.tooFewNote} />;
  }
  return (
    <Figure
      label={TEAM_WORDS.fromLibrary}
      value={TEAM_WORDS.percent(group.libraryPercent)}
      rows="sharing"
      note={TEAM_WORDS.ofTasks(count(group.tasks))}
    />
  );
}

type SafetyProps = { readonly safety: AnswerOf<'readTeamSafety'> | undefined; readonly before: TeamBefore };

function SafetyFigure({ safety, before }: SafetyProps) {
  if (safety === undefined || !safety.isTold) {
    return <Figure label={TEAM_WORDS.protection} value={TEAM_WORDS.notTold} note={TEAM_WORDS.tooFewNote} />;
  }
  const sum = (values: readonly number[]) => values.reduce((whole, value) => whole + value, 0);
  const events = sum(safety.actions.map((action) => action.events));
  const other = before.safety && sum(before.safety.actions.map((action) => action.events));
  return (
    <Figure
      label={TEAM_WORDS.protection}
      value={count(events)}
      rows="safety"
      note={
        before.words(events, other, count) ??
        TEAM_WORDS.protectionNote(sum(safety.actions.map(({ eventsBefore }) => eventsBefore)))
      }
    />
  );
}
