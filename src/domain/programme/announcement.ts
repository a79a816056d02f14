import { INCENTIVE_MODELS } from '../gaming/incentive-models.ts';
import type { Leaderboard } from './leaderboard.ts';
import type { Programme } from './programme.ts';

/** A text to begin from: what ends, what takes its place, what counts and does not, who sees what, and where to object. */
export function writeAnnouncement(
  board: Pick<Leaderboard, 'name' | 'frozenFrom'>,
  programme: Pick<Programme, 'name' | 'model' | 'charter' | 'settings'>,
): string {
  const { charter, settings } = programme;
  const model = INCENTIVE_MODELS[programme.model];
  const ends = board.frozenFrom === null ? 'ends' : `counts nothing from ${board.frozenFrom} on`;
  return [
    `What changes: “${board.name}” ${ends}. Its figures are archived as they are. Nobody gains or loses anything by them: they are in no score, no allowance and no review.`,
    charter === null
      ? ''
      : `Why: tokens say how much a model was used, not what came of it. Our question is: ${charter.question} We look at ${charter.measure}; the target is ${charter.target}.`,
    `What takes its place: “${programme.name}”, by ${model.metric}. ${settings.teamPercent} % of recognition is for teams.`,
    'What counts: results that somebody or something else confirms. What does not: tokens, prompts, hours in a tool, and how work is cut up.',
    'Who sees what: you see your own score with its reasons, and for a while your old place beside it; nobody else does. Others see teams of five and more, in bands, without names or ranks.',
    'Use cases with the highest risk have caps of their own. “tokenward me rules” says which rules are yours.',
    'If you think that something is wrong: “tokenward scores contest” opens a case with a clock.',
  ]
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}
