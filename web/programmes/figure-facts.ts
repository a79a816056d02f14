import type { AnswerOf } from '../../src/contract/routes.ts';
import type { Fact } from '../states/facts.tsx';
import { PROGRAMME_WORDS } from '../words/programme-words.ts';

type Programme = AnswerOf<'readProgramme'>;

const WORDS = PROGRAMME_WORDS.figures;

/** The figures by which a programme works, as far as its model has them. */
export function figureFacts({ model, settings }: Pick<Programme, 'model' | 'settings'>): readonly Fact[] {
  const { tokenCapPercent, watch, levels, categories, adherencePercent, teamPercent } = settings;
  const teams: Fact = [WORDS.forTeams, WORDS.teams(teamPercent)];
  if (model === 'raw_token_leaderboard')
    return [
      [WORDS.capFact, WORDS.capOf(tokenCapPercent)],
      [WORDS.watch, watch === null ? WORDS.noWatch : WORDS.watching(watch.personId, watch.burstTimes)],
    ];
  if (model === 'tiered_rewards')
    return [
      teams,
      [WORDS.levels, levels.join(', ')],
      [WORDS.categories, categories.length === 0 ? WORDS.none : categories.map(({ name }) => name).join(', ')],
    ];
  if (model === 'compliance_weighted') return [teams, [WORDS.adherence, `${adherencePercent}`]];
  return [teams];
}
