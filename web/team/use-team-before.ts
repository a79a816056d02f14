import type { AnswerOf } from '../../src/contract/routes.ts';
import { comparedInWords } from '../figures/compared.ts';
import { dayInWords } from '../figures/moment.tsx';
import { useOperation } from '../request/use-operation.ts';
import { COST_WORDS } from '../words/cost-words.ts';
import { OUTCOMES_SHOWN, type TeamAsked } from './use-team-board.ts';
import type { TeamTime } from './use-team-time.ts';

/** The same figures of the time that the board is compared with. */
export type TeamBefore = {
  readonly outcomes: AnswerOf<'listOutcomes'> | undefined;
  readonly costs: AnswerOf<'readOutcomeCosts'> | undefined;
  readonly safety: AnswerOf<'readTeamSafety'> | undefined;
  /** How a figure compares; undefined where nothing is compared, or the other figure is not known. */
  readonly words: (now: number, before: number | undefined, inWords: (before: number) => string) => string | undefined;
};

export function useTeamBefore({ teamId, span }: TeamAsked, { time, compared }: TeamTime) {
  const asked = { ...(compared?.span ?? span), teamId };
  const when = { enabled: compared !== null };
  const outcomes = useOperation('listOutcomes', { query: { ...asked, limit: OUTCOMES_SHOWN } }, when);
  const costs = useOperation('readOutcomeCosts', { query: asked }, when);
  const safety = useOperation('readTeamSafety', { query: asked }, when);
  const words: TeamBefore['words'] = (now, before, inWords) =>
    compared === null || before === undefined
      ? undefined
      : comparedInWords({
          ...{ now, before, beforeInWords: inWords(before), days: time.stretch },
          time: COST_WORDS.days(dayInWords(compared.stretch.first), dayInWords(compared.stretch.last)),
        });
  const told = compared === null ? NOTHING : { outcomes: outcomes.data, costs: costs.data, safety: safety.data };
  return { ...told, words, queries: [outcomes, costs, safety] };
}

const NOTHING = { outcomes: undefined, costs: undefined, safety: undefined } as const;
