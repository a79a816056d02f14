import type { AnswerOf } from '../../src/contract/routes.ts';
import { momentInWords } from '../figures/moment.tsx';
import { TEAM_WORDS } from '../words/team-words.ts';

/** What a manager can do about a figure, and where. */
export type TeamHint = {
  readonly says: string;
  readonly todo: string;
  readonly to: '/library' | '/rules' | '/requests/new' | null;
};

export type TeamFigures = {
  readonly costs: AnswerOf<'readOutcomeCosts'> | undefined;
  readonly signals: AnswerOf<'readLibrarySignals'> | undefined;
  readonly safety: AnswerOf<'readTeamSafety'> | undefined;
  readonly forecasts: AnswerOf<'listForecasts'> | undefined;
  readonly outcomes: AnswerOf<'listOutcomes'> | undefined;
};

/** Below this share the library is not what the team begins with. */
const LIBRARY_PERCENT_LOW = 25;
/** Above this share most of what is written is written once. */
const ONE_OFF_PERCENT_HIGH = 60;
const HINTS_MAX = 5;

/** What stands out in a team's figures, the most pressing first. Of the team as a whole, as the figures are. */
export function teamHints(figures: TeamFigures): readonly TeamHint[] {
  return [...budgetHints(figures), ...resultHints(figures), ...libraryHints(figures), ...safetyHints(figures)].slice(
    0,
    HINTS_MAX,
  );
}

function budgetHints({ forecasts }: TeamFigures): readonly TeamHint[] {
  return (forecasts?.rows ?? []).flatMap(({ envelopeName, exhaustion }) => {
    const day = exhaustion?.median ?? null;
    if (day === null) return [];
    const at = momentInWords({ at: `${day}T12:00:00Z`, day: true });
    return [
      { says: TEAM_WORDS.hint.exhausted(envelopeName, at), todo: TEAM_WORDS.hint.exhaustedDo, to: '/requests/new' },
    ];
  });
}

function resultHints({ outcomes, costs }: TeamFigures): readonly TeamHint[] {
  const reverted = (outcomes?.rows ?? []).filter(({ state }) => state === 'reverted').length;
  const untold = (costs?.useCases ?? []).find(({ outcomes: many, perOutcome }) => perOutcome === null && many !== 0);
  return [
    ...(reverted === 0
      ? []
      : [{ says: TEAM_WORDS.hint.reverted(reverted), todo: TEAM_WORDS.hint.revertedDo, to: null }]),
    ...(untold === undefined
      ? []
      : [{ says: TEAM_WORDS.hint.evidence(untold.useCaseId), todo: TEAM_WORDS.hint.evidenceDo, to: null }]),
  ];
}

function libraryHints({ signals }: TeamFigures): readonly TeamHint[] {
  const group = signals?.rows[0];
  const library = group?.libraryPercent ?? null;
  const oneOff = group?.oneOffPercent ?? null;
  return [
    ...(library === null || library >= LIBRARY_PERCENT_LOW
      ? []
      : [
          {
            says: TEAM_WORDS.hint.library(Math.round(library)),
            todo: TEAM_WORDS.hint.libraryDo,
            to: '/library',
          } as const,
        ]),
    ...(oneOff === null || oneOff <= ONE_OFF_PERCENT_HIGH
      ? []
      : [
          { says: TEAM_WORDS.hint.oneOff(Math.round(oneOff)), todo: TEAM_WORDS.hint.oneOffDo, to: '/library' } as const,
        ]),
  ];
}

function safetyHints({ safety }: TeamFigures): readonly TeamHint[] {
  const most = safety?.types[0];
  if (most === undefined) return [];
  return [{ says: TEAM_WORDS.hint.safety(most.type), todo: TEAM_WORDS.hint.safetyDo, to: '/rules' }];
}
