import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Figure } from '../figures/figure.tsx';
import { TEAM_WORDS } from '../words/team-words.ts';
import { OUTCOMES_SHOWN, type TeamBoard } from './use-team-board.ts';

/** The team at a glance. What failed is said by its own panel. */
export function FiguresPanel({ board, teamId }: { readonly board: TeamBoard; readonly teamId: string }) {
  return (
    <section className="panel" aria-label={TEAM_WORDS.plainTitle}>
      <div className="panel-body grid-figures">
        <BandFigure standings={board.standings.data} teamId={teamId} />
        <OutcomesFigure outcomes={board.outcomes.data} />
        <LibraryFigure signals={board.signals.data} />
        <SafetyFigure safety={board.safety.data} />
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
      value={standing.band === null ? TEAM_WORDS.noStanding : TEAM_WORDS.bands[standing.band]}
      note={standing.band === null ? standing.words : TEAM_WORDS.asOf(standings.period)}
    />
  );
}

function OutcomesFigure({ outcomes }: { readonly outcomes: AnswerOf<'listOutcomes'> | undefined }) {
  const rows = outcomes?.rows ?? [];
  const open = rows.filter(({ state }) => state === 'unproven' || state === 'maturing').length;
  const note = TEAM_WORDS.countedNote(open);
  return (
    <Figure
      label={TEAM_WORDS.counted}
      value={count(rows.filter(({ state }) => state === 'counted').length)}
      note={outcomes === undefined || outcomes.next === null ? note : `${note}, ${TEAM_WORDS.more(OUTCOMES_SHOWN)}`}
    />
  );
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
      note={TEAM_WORDS.ofTasks(count(group.tasks))}
    />
  );
}

function SafetyFigure({ safety }: { readonly safety: AnswerOf<'readTeamSafety'> | undefined }) {
  if (safety === undefined || !safety.isTold) {
    return <Figure label={TEAM_WORDS.protection} value={TEAM_WORDS.notTold} note={TEAM_WORDS.tooFewNote} />;
  }
  const sum = (values: readonly number[]) => values.reduce((whole, value) => whole + value, 0);
  return (
    <Figure
      label={TEAM_WORDS.protection}
      value={count(sum(safety.actions.map(({ events }) => events)))}
      note={TEAM_WORDS.protectionNote(sum(safety.actions.map(({ eventsBefore }) => eventsBefore)))}
    />
  );
}
